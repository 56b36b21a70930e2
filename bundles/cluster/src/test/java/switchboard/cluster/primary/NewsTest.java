package switchboard.cluster.primary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import switchboard.cluster.mesh.NamedPrimary;

class NewsTest {
    private volatile long checksum = 1;
    private volatile NamedPrimary primary = new NamedPrimary("n1:6032", 4);
    private final News news = new News(() -> checksum, () -> primary);

    private CompletableFuture<News.Item> ask(String known, long designation) {
        return CompletableFuture.supplyAsync(() -> news.await(known, designation, 60_000));
    }

    @Test
    void whoKnowsLessIsToldAtOnce() {
        assertEquals(new News.Item("1", primary, false), news.await("", 4, 60_000));
        assertEquals(new News.Item("1", primary, false), news.await("1", 3, 60_000));
    }

    @Test
    void tellsWhenSomethingHappens() throws Exception {
        CompletableFuture<News.Item> told = ask("1", 4);
        checksum = 2;
        news.happened();
        assertEquals("2", told.get(30, TimeUnit.SECONDS).globalChecksum());
        CompletableFuture<News.Item> next = ask("2", 4);
        primary = new NamedPrimary("n2:6032", 5);
        news.happened();
        assertEquals(primary, next.get(30, TimeUnit.SECONDS).primary());
    }

    @Test
    void saysAfterAWhileThatNothingIsNew() {
        assertTrue(news.await("1", 4, 10).waited());
    }

    @Test
    void whoWaitsIsLetGoWhenItStops() throws Exception {
        CompletableFuture<News.Item> told = ask("1", 4);
        news.stop();
        assertTrue(told.get(30, TimeUnit.SECONDS).waited());
        assertFalse(news.await("", 4, 60_000).waited());
    }
}

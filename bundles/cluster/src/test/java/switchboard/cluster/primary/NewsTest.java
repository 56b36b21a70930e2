package switchboard.cluster.primary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.cluster.mesh.NamedPrimary;

class NewsTest {
    private volatile long checksum = 1;
    private volatile NamedPrimary primary = new NamedPrimary("n1:6032", 4);
    private final News news = new News(() -> checksum, () -> primary);

    private CompletableFuture<News.Item> ask(String known, long designation) {
        return news.await(known, designation, 60_000, false).toCompletableFuture();
    }

    private static News.Item told(CompletableFuture<News.Item> item) throws Exception {
        return item.get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        news.stop();
    }

    @Test
    void whoKnowsLessIsToldAtOnce() throws Exception {
        assertEquals(new News.Item("1", primary, false), told(ask("", 4)));
        assertEquals(new News.Item("1", primary, false), told(ask("1", 3)));
    }

    @Test
    void tellsWhenSomethingHappens() throws Exception {
        CompletableFuture<News.Item> told = ask("1", 4);
        checksum = 2;
        news.happened();
        assertEquals("2", told(told).globalChecksum());
        CompletableFuture<News.Item> next = ask("2", 4);
        primary = new NamedPrimary("n2:6032", 5);
        news.happened();
        assertEquals(primary, told(next).primary());
    }

    @Test
    void whoFollowsHearsOfALoadFirst() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        List<CompletableFuture<?>> told = new ArrayList<>();
        for (boolean follows : new boolean[]{false, true, false, true}) {
            told.add(news.await("1", 4, 60_000, follows).thenRun(() -> order.add(follows ? "follower" : "other"))
                    .toCompletableFuture());
        }
        checksum = 2;
        news.happened();
        for (CompletableFuture<?> each : told) {
            each.get(30, TimeUnit.SECONDS);
        }
        assertEquals(List.of("follower", "follower", "other", "other"), order);
    }

    @Test
    void tellsLaterWhatNobodyWaitsForButAPrimaryAtOnce() throws Exception {
        CompletableFuture<News.Item> told = ask("1", 4);
        checksum = 2;
        news.happenedAside();
        assertEquals("2", told(told).globalChecksum());
        CompletableFuture<News.Item> next = ask("2", 4);
        news.happenedAside();
        primary = new NamedPrimary("n2:6032", 5);
        news.happened();
        assertEquals(primary, told(next).primary());
    }

    @Test
    void tellsAClusterOfManyWithoutAThreadForEach() throws Exception {
        List<CompletableFuture<News.Item>> peers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            peers.add(ask("1", 4));
        }
        checksum = 2;
        news.happened();
        for (CompletableFuture<News.Item> each : peers) {
            assertEquals("2", told(each).globalChecksum());
        }
        for (int i = 0; i < 2000; i++) {
            ask("2", 4);
        }
        assertNull(news.await("2", 4, 60_000, false));
    }

    @Test
    void saysAfterAWhileThatNothingIsNew() throws Exception {
        assertTrue(told(news.await("1", 4, 10, false).toCompletableFuture()).waited());
    }

    @Test
    void whoWaitsIsLetGoWhenItStops() throws Exception {
        CompletableFuture<News.Item> told = ask("1", 4);
        news.stop();
        assertTrue(told(told).waited());
        assertFalse(told(ask("", 4)).waited());
    }
}

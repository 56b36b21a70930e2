package switchboard.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import switchboard.api.server.ServersSnapshot;

class ServersVersionTest {
    private final ServersVersion version = new ServersVersion();
    private final AtomicLong current = new AtomicLong(4);

    @Test
    void aReachedVersionIsAnsweredAtOnceAndAMissedOneAfterItsTime() throws InterruptedException {
        assertEquals(4, version.await(current::get, 4, Duration.ofMinutes(1)));
        assertEquals(4, version.await(current::get, 5, Duration.ofMillis(1)));
    }

    @Test
    void aChangeWakesWhoWaits() throws Exception {
        CompletableFuture<Void> reading = new CompletableFuture<>();
        CompletableFuture<Long> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return version.await(() -> {
                    reading.complete(null);
                    return current.get();
                }, 5, Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        reading.get(30, TimeUnit.SECONDS);
        current.set(5);
        version.serversChanged(new ServersSnapshot(5, Map.of()));
        assertEquals(5, answer.get(30, TimeUnit.SECONDS));
    }
}

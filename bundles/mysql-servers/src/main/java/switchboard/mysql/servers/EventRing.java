package switchboard.mysql.servers;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import switchboard.api.server.ServerEvent;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;

/** The last changes of servers, in memory. Any thread, no lock. */
final class EventRing {
    private static final int SIZE = 4096;

    private final AtomicReferenceArray<ServerEvent> ring = new AtomicReferenceArray<>(SIZE);
    private final AtomicLong last = new AtomicLong();
    private final InstantSource clock;

    EventRing(InstantSource clock) {
        this.clock = clock;
    }

    void add(ServerKey key, ServerStatus from, ServerStatus to, String module, String reason) {
        long number = last.incrementAndGet();
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        ring.set((int) (number % SIZE), new ServerEvent(number, micros, key, from, to, module, reason));
    }

    /** Goes on from what another instance has noted. Before the first {@link #add}. */
    void takeOver(List<ServerEvent> events) {
        for (ServerEvent event : events) {
            ring.set((int) (event.number() % SIZE), event);
            last.set(event.number());
        }
    }

    /** Oldest first. */
    List<ServerEvent> events() {
        List<ServerEvent> events = new ArrayList<>();
        long newest = last.get();
        for (long number = Math.max(1, newest - SIZE + 1); number <= newest; number++) {
            ServerEvent event = ring.get((int) (number % SIZE));
            if (event != null && event.number() == number) { // else it is being written, or overwritten already
                events.add(event);
            }
        }
        return events;
    }
}

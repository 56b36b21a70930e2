package switchboard.itests;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Writes one row after the other, each a statement of its own, on one connection, until something fails. */
final class WritingClient {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Endpoint proxy;
    private final int first;
    private final int step;
    private final Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean ends;
    private volatile long longestNanos;

    /** Begins. Its ids are {@code first}, {@code first + step}, ... */
    WritingClient(Endpoint proxy, int first, int step) {
        this.proxy = proxy;
        this.first = first;
        this.step = step;
        thread = Thread.ofVirtual().start(this::run);
    }

    private void run() {
        String sql = "";
        try (RawClient client = proxy.raw()) {
            for (int id = first; !ends; id += step) {
                sql = "INSERT INTO written VALUES (" + id + ")";
                long began = System.nanoTime();
                client.query(sql);
                longestNanos = Math.max(longestNanos, System.nanoTime() - began);
                acknowledged.add(id);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            failures.add(sql + ": " + e.getMessage());
        }
    }

    boolean isWorking() {
        return failures.isEmpty();
    }

    Set<Integer> acknowledged() {
        return acknowledged;
    }

    List<String> failures() {
        return failures;
    }

    /** The statement that took longest. */
    long longestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longestNanos);
    }

    /** Returns when its last statement is answered. */
    void stop() {
        ends = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

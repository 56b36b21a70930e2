package switchboard.mysql.servers;

import java.util.concurrent.atomic.AtomicLong;

/** Errors of one server within the current second. Any thread, no lock. */
final class ErrorCount {
    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    private final AtomicLong secondAndCount = new AtomicLong();

    /** Counts an error; returns how many there were in this second. A clock that goes back starts no new second. */
    int add(long second) {
        return (int) (COUNT_MASK & secondAndCount.updateAndGet(now -> {
            if (second > now >>> COUNT_BITS) {
                return second << COUNT_BITS | 1;
            }
            return (now & COUNT_MASK) == COUNT_MASK ? now : now + 1;
        }));
    }

    /** The second of the last error, 0 if there was none. */
    long lastSecond() {
        return secondAndCount.get() >>> COUNT_BITS;
    }

    void clear() {
        secondAndCount.set(0);
    }
}

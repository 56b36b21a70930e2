package switchboard.query.cache;

import java.util.concurrent.atomic.AtomicBoolean;

/** A kept answer. */
final class Entry {
    private final byte[] answer;
    private final long storedNanos;
    private final long ttlNanos;
    private final AtomicBoolean refreshing = new AtomicBoolean();

    Entry(byte[] answer, long storedNanos, long ttlNanos) {
        this.answer = answer;
        this.storedNanos = storedNanos;
        this.ttlNanos = ttlNanos;
    }

    byte[] answer() {
        return answer;
    }

    long ttlNanos() {
        return ttlNanos;
    }

    /** By the shorter of two times: that it was stored for, and the asking rule's. */
    boolean isFresh(long nowNanos, long askedTtlNanos) {
        return nowNanos - storedNanos < Math.min(ttlNanos, askedTtlNanos);
    }

    /** True for the first who asks after the given part of its time: it is to fetch the answer anew. */
    boolean isToBeRefreshed(long nowNanos, int percent) {
        return percent > 0 && percent < 100 && nowNanos - storedNanos > ttlNanos / 100 * percent
                && !refreshing.get() && refreshing.compareAndSet(false, true);
    }
}

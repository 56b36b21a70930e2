package switchboard.mysql.proxy.loop;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counters of one event loop: it alone writes, without a lock; any thread reads. */
public final class LoopCounters {
    private final AtomicLongArray values = new AtomicLongArray(Counter.values().length);

    public void add(Counter counter, long change) {
        int index = counter.ordinal();
        values.setOpaque(index, values.getPlain(index) + change);
    }

    public long get(Counter counter) {
        return values.getOpaque(counter.ordinal());
    }
}

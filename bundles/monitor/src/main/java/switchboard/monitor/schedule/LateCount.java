package switchboard.monitor.schedule;

import java.util.concurrent.atomic.LongAdder;

/** How many rounds began, and how many of them more than a tenth of their interval late. */
public final class LateCount {
    private static final int TENTHS = 10;

    private final LongAdder rounds = new LongAdder();
    private final LongAdder lateRounds = new LongAdder();

    void count(long lateNanos, long intervalNanos) {
        rounds.increment();
        if (lateNanos > intervalNanos / TENTHS) {
            lateRounds.increment();
        }
    }

    public long rounds() {
        return rounds.sum();
    }

    public long late() {
        return lateRounds.sum();
    }
}

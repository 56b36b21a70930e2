package switchboard.monitor.schedule;

import java.time.Duration;

/** When the groups of a check begin, so that they are spread over their interval however many join later. */
final class Spread {
    /** The fractional parts of its multiples leave no two groups close together (golden ratio). */
    private static final double STEP = 0.618_033_988_749_894_9;
    private static final long SOON_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long FIRST_PER_GROUP_NANOS = Duration.ofMillis(2).toNanos();

    private Spread() {
    }

    /** Where in an interval the n-th group has its place, 0 up to the interval. */
    static long phaseNanos(long number, Duration interval) {
        double at = number * STEP;
        return (long) ((at - Math.floor(at)) * interval.toNanos());
    }

    /**
     * After what time a new group is asked first: soon, since nothing is known about it, unless there are so many that
     * they would come at once: each logs in first, and no more than 500 a second do, however short the interval.
     */
    static long firstDelayNanos(long number, int groups, Duration interval) {
        long least = groups * FIRST_PER_GROUP_NANOS;
        long window = Math.max(least, Math.min(interval.toNanos(), SOON_NANOS + least));
        return phaseNanos(number, Duration.ofNanos(window));
    }

    /** When a group is asked the second time: at its place in an interval, at least half of one after the first. */
    static long secondNanos(long firstDelayNanos, long phaseNanos, long intervalNanos) {
        long second = phaseNanos;
        while (second - firstDelayNanos <= intervalNanos / 2) {
            second += intervalNanos;
        }
        return second;
    }
}

package switchboard.stats.history;

/** Tells when it is time for a sample: at full multiples of the interval, once for each. For one thread. */
final class Slot {
    private static final long NONE = -1;

    private long last = NONE;

    /**
     * The time to write on the sample that is due, or -1. The first one is due at the next multiple, not at once: a
     * process that was started anew would write over the sample of the one before.
     *
     * @param now in seconds since 1970
     * @param interval in seconds; 0 is off
     */
    long due(long now, long interval) {
        if (interval == 0) {
            last = NONE;
            return NONE;
        }
        long slot = now - Math.floorMod(now, interval);
        boolean due = last != NONE && slot > last;
        if (last == NONE || due || now < last) { // before the last one: the clock was set back
            last = slot;
        }
        return due ? slot : NONE;
    }
}

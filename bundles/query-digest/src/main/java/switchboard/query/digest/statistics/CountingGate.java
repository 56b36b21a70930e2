package switchboard.query.digest.statistics;

/**
 * Which of two versions of the bundle counts: every observer is told of every query, so the older one must stop as soon
 * as the newer one is told.
 */
final class CountingGate {
    private enum State {
        /** Nobody has told us of a query yet: an older version counts. */
        WAITING, COUNTING, STOPPED
    }

    private final Runnable stopOlder;
    private volatile State state = State.WAITING;

    /** @param stopOlder stops older versions; called on event loops, must not wait */
    CountingGate(Runnable stopOlder) {
        this.stopOlder = stopOlder;
    }

    /** Whether a query that we are told of is to be counted. */
    boolean lets() {
        State now = state;
        if (now == State.WAITING) {
            state = State.COUNTING;
            stopOlder.run();
            return true;
        }
        return now == State.COUNTING;
    }

    /** A newer version has begun. */
    void stop() {
        state = State.STOPPED;
    }

    /** No newer version is there any more. */
    void resume() {
        if (state == State.STOPPED) {
            state = State.COUNTING;
        }
    }
}

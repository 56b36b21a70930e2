package switchboard.monitor.ping;

/**
 * What is known of a server's pings.
 *
 * @param missed in a row, since the last answer
 * @param last micros of the last answered one; 0 for none, as the two before it
 */
record PingState(int missed, long last, long lastButOne, long lastButTwo) {
    static final PingState NEW = new PingState(0, 0, 0, 0);
    /** The latency of a server that has never answered (ProxySQL 2.7). */
    static final long UNKNOWN_MICROS = 10_000;

    PingState answered(long micros) {
        return new PingState(0, Math.max(1, micros), last, lastButOne);
    }

    PingState missedOne() {
        return new PingState(missed == Integer.MAX_VALUE ? missed : missed + 1, last, lastButOne, lastButTwo);
    }

    /** The average of the last three answers. */
    long latencyMicros() {
        if (last == 0) {
            return UNKNOWN_MICROS;
        }
        int count = lastButTwo != 0 ? 3 : lastButOne != 0 ? 2 : 1;
        return Math.max(1, (last + lastButOne + lastButTwo) / count);
    }
}

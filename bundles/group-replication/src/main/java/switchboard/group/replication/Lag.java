package switchboard.group.replication;

/**
 * How far a node is behind the group.
 *
 * @param samples how many of its last answers in a row were above max_transactions_behind
 * @param before the same before the last answer
 * @param softAt from how many on it is shunned softly (mysql-monitor_groupreplication_max_transactions_behind_count); from
 *            twice as many on hard
 */
record Lag(int samples, int before, int softAt) {
    static final Lag NONE = new Lag(0, 0, 1);

    /** What follows from it. */
    enum Degree {
        /** Not behind, or not for long enough. */
        NONE,
        /** Behind: SHUNNED, running connections finish. */
        SOFT,
        /** Far behind: SHUNNED_REPLICATION_LAG. */
        HARD,
        /** No longer behind. */
        RECOVERED
    }

    Degree degree() {
        if (samples >= 2 * softAt) {
            return Degree.HARD;
        }
        if (samples >= softAt) {
            return Degree.SOFT;
        }
        return samples == 0 && before >= softAt ? Degree.RECOVERED : Degree.NONE;
    }

    /** After one more answer. */
    Lag after(boolean behind, int nowSoftAt) {
        return new Lag(behind ? Math.min(samples + 1, Integer.MAX_VALUE - 1) : 0, samples, nowSoftAt);
    }
}

package switchboard.stats.history;

/** How samples of one column become one value for an hour or a day (ProxySQL 2.7, stats_history). */
enum Fold {
    /** Of counters: their last value, unless the process was started anew in between. */
    MAX("MAX(%s)"),
    /** Of what goes up and down; as a whole number. */
    AVERAGE("CAST(ROUND(AVG(%s)) AS BIGINT)"),
    /** ProxySQL adds the ticks of system_cpu up, though they are counters: kept, the columns mean what they mean there. */
    SUM("SUM(%s)");

    private final String sql;

    Fold(String sql) {
        this.sql = sql;
    }

    String of(String column) {
        return sql.formatted(column);
    }
}

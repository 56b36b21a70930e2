package switchboard.stats.history;

import switchboard.api.variables.VariableValues;

/** Seconds between samples (variables {@code admin-stats_*}); 0 is off. */
record Intervals(long cpu, long memory, long connections, long pool, long queryCache, long digests) {
    /** Until variables are in force nothing is written. */
    static final Intervals OFF = new Intervals(0, 0, 0, 0, 0, 0);

    static Intervals of(VariableValues values) {
        return new Intervals(values.number("admin-stats_system_cpu"), values.number("admin-stats_system_memory"),
                values.number("admin-stats_mysql_connections"), values.number("admin-stats_mysql_connection_pool"),
                values.number("admin-stats_mysql_query_cache"),
                values.number("admin-stats_mysql_query_digest_to_disk"));
    }
}

package switchboard.stats.history;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The statistics as they are now. What isn't there, because its module is stopped, is empty. */
interface Statistics {
    /** stats_mysql_global: value by name. */
    Map<String, String> global() throws SQLException;

    /** stats_mysql_connection_pool, in the order of its columns. */
    List<Object[]> connectionPool() throws SQLException;

    /** stats_mysql_query_digest_reset, in the order of its history's columns: reading takes the counters away. */
    List<Object[]> takeDigests() throws SQLException;
}

package switchboard.metrics;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import switchboard.api.stats.LabelledCounters;

/** What metrics are made of, as it is now. What isn't there, because its bundle is stopped, is empty. */
interface Readings {
    /** stats_mysql_global: value by name. */
    Map<String, String> global() throws SQLException;

    /** stats_memory_metrics: value by name. */
    Map<String, String> memory() throws SQLException;

    /** The value of a variable, or null. */
    String variable(String name);

    /** stats_mysql_connection_pool: values by column. */
    List<Map<String, String>> connectionPool() throws SQLException;

    /** stats_mysql_errors: values by column. */
    List<Map<String, String>> errors() throws SQLException;

    /** What is known of the cluster's nodes. */
    enum Peers {
        CHECKSUMS, METRICS, CLIENTS_STATUS
    }

    /** stats_proxysql_servers_...: values by column. */
    List<Map<String, String>> peers(Peers of) throws SQLException;

    /** What other bundles count; of one name and labels there may be several, to be summed. */
    List<LabelledCounters.Counter> counters();

    /** Open files and sockets of the process; negative if nobody knows. */
    long openFiles();

    /** The product's version. */
    String version();
}

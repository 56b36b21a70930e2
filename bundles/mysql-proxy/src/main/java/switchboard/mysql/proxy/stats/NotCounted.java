package switchboard.mysql.proxy.stats;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Variables of ProxySQL's stats_mysql_global that nothing here counts, by reason: they are shown as 0 until a bundle brings
 * them. The manual has the same list.
 */
final class NotCounted {
    private static final Map<String, List<String>> BY_REASON = Map.of("the monitor",
            List.of("MySQL_Monitor_Workers", "MySQL_Monitor_Workers_Aux", "MySQL_Monitor_Workers_Started",
                    "MySQL_Monitor_connect_check_ERR", "MySQL_Monitor_connect_check_OK",
                    "MySQL_Monitor_dns_cache_lookup_success", "MySQL_Monitor_dns_cache_queried",
                    "MySQL_Monitor_dns_cache_record_updated", "MySQL_Monitor_ping_check_ERR",
                    "MySQL_Monitor_ping_check_OK", "MySQL_Monitor_read_only_check_ERR",
                    "MySQL_Monitor_read_only_check_OK", "MySQL_Monitor_replication_lag_check_ERR",
                    "MySQL_Monitor_replication_lag_check_OK"),
            "the query cache, while its bundle is stopped",
            List.of("Query_Cache_Entries", "Query_Cache_Memory_bytes", "Query_Cache_Purged", "Query_Cache_bytes_IN",
                    "Query_Cache_bytes_OUT", "Query_Cache_count_GET", "Query_Cache_count_GET_OK",
                    "Query_Cache_count_SET"),
            "mirroring", List.of("Mirror_concurrency", "Mirror_queue_length"),
            "limits on lag",
            List.of("backend_lagging_during_query",
                    "get_aws_aurora_replicas_skipped_during_query", "queries_with_max_lag_ms",
                    "queries_with_max_lag_ms__delayed", "queries_with_max_lag_ms__total_wait_time_us"),
            "throttling of new connections", List.of("Server_Connections_delayed", "new_req_conns_count"),
            "detection of SQL injection", List.of("automatic_detected_sql_injection", "whitelisted_sqli_fingerprint"),
            "there is nothing of the kind here: COM_CHANGE_USER towards servers, a COM_QUIT amid a command, SQLite",
            List.of("Com_backend_change_user", "mysql_unexpected_frontend_com_quit", "SQLite3_memory_bytes"));

    private NotCounted() {
    }

    static Stream<String> names() {
        return BY_REASON.values().stream().flatMap(List::stream);
    }
}

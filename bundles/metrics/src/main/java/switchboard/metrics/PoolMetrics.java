package switchboard.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Map;

/** Metrics with a line for each server: of its connections, and of its errors. */
final class PoolMetrics {
    /** The number that ProxySQL prints is the state's place here, from 1. */
    private static final List<String> STATES = List.of("ONLINE", "SHUNNED", "OFFLINE_SOFT", "OFFLINE_HARD",
            "SHUNNED_REPLICATION_LAG");
    private static final String CONNECTIONS = "Server connections in the pool by state.";
    private static final String TRIED = "Attempts to connect to the server by result.";
    private static final String BYTES = "Bytes between the proxy and the server.";

    private final Families families;

    PoolMetrics(Families families) {
        this.families = families;
    }

    /** @param row of stats_mysql_connection_pool by column */
    void server(Map<String, String> row) {
        Labels server = Labels.of("endpoint", row.get("srv_host") + ":" + row.get("srv_port"), "hostgroup",
                row.get("hostgroup"));
        gauge("conns", CONNECTIONS, server.add("status", "used"), row.get("ConnUsed"));
        gauge("conns", CONNECTIONS, server.add("status", "free"), row.get("ConnFree"));
        gauge("conns_latency_us", "Microseconds that the last ping of the monitor took.", server,
                row.get("Latency_us"));
        gauge("conns_status",
                "State: 1 ONLINE, 2 SHUNNED, 3 OFFLINE_SOFT, 4 OFFLINE_HARD, 5 SHUNNED_REPLICATION_LAG.", server,
                Integer.toString(STATES.indexOf(row.get("status")) + 1));
        counter("conns_total", TRIED, server.add("status", "ok"), row.get("ConnOK"));
        counter("conns_total", TRIED, server.add("status", "err"), row.get("ConnERR"));
        counter("conns_queries_total", "Queries sent to the server.", server, row.get("Queries"));
        counter("data_bytes_total", BYTES, server.add("traffic_flow", "sent"), row.get("Bytes_data_sent"));
        counter("data_bytes_total", BYTES, server.add("traffic_flow", "recv"), row.get("Bytes_data_recv"));
    }

    private void gauge(String name, String help, Labels labels, String value) {
        families.gauge("proxysql_connpool_" + name, help, labels, Values.number(value));
    }

    private void counter(String name, String help, Labels labels, String value) {
        families.counter("proxysql_connpool_" + name, help, labels, Values.number(value));
    }

    /** @param row of stats_mysql_errors by column; users and schemas are summed */
    void error(Map<String, String> row) {
        families.counter("mysql_error_total", "Errors that servers answered.",
                Labels.of("address", row.get("hostname"), "code", row.get("errno"), "hostgroup", row.get("hostgroup"),
                        "port", row.get("port")),
                Values.number(row.get("count_star")));
    }
}

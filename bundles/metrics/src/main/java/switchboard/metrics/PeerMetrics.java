package switchboard.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;

/**
 * Metrics with a line for each node of the cluster: what it has, how it is, and who watches this one. What ProxySQL counts
 * without {@code _total} is a gauge here: a counter of Prometheus' library would be named so.
 */
final class PeerMetrics {
    private static final String CHECKSUMS = "proxysql_servers_checksums_";
    private static final String METRICS = "proxysql_servers_metrics_";

    private final Families families;

    PeerMetrics(Families families) {
        this.families = families;
    }

    private static Labels node(Map<String, String> row) {
        return Labels.of("hostname", row.get("hostname"), "port", row.get("port"));
    }

    /** @param row of stats_proxysql_servers_checksums by column */
    void checksum(Map<String, String> row) {
        Labels labels = node(row).add("name", row.get("name"));
        families.counter(CHECKSUMS + "version_total", "LOADs of a module on a node since it started.", labels,
                Values.number(row.get("version")));
        gauge(CHECKSUMS + "epoch", "Unix time of the last LOAD of a module on a node.", labels, row.get("epoch"));
        gauge(CHECKSUMS + "changed_at", "Unix time when a node's checksum was seen to change.", labels,
                row.get("changed_at"));
        gauge(CHECKSUMS + "updated_at", "Unix time of the last check of a node.", labels, row.get("updated_at"));
        gauge(CHECKSUMS + "diff_check", "Checks in a row at which a node's checksum was another than this one's.",
                labels, row.get("diff_check"));
    }

    /** @param row of stats_proxysql_servers_metrics by column */
    void peer(Map<String, String> row) {
        Labels labels = node(row);
        gauge(METRICS + "weight", "Weight of a node.", labels, row.get("weight"));
        gauge(METRICS + "response_time_ms", "Milliseconds a node took to answer.", labels,
                row.get("response_time_ms"));
        gauge(METRICS + "uptime_s", "Seconds since a node started.", labels, row.get("Uptime_s"));
        gauge(METRICS + "last_check_ms", "Milliseconds since a node's status was asked.", labels,
                row.get("last_check_ms"));
        gauge(METRICS + "queries", "Queries of a node since it started.", labels, row.get("Queries"));
        gauge(METRICS + "client_conns_connected", "Client connections of a node now.", labels,
                row.get("Client_Connections_connected"));
        families.counter(METRICS + "client_conns_total", "Client connections of a node since it started.", labels,
                Values.number(row.get("Client_Connections_created"))); // a name on _created the library refuses
    }

    /** @param row of stats_proxysql_servers_clients_status by column */
    void client(Map<String, String> row) {
        gauge("proxysql_servers_clients_status_last_seen_at", "Unix time when a node that watches this one last asked.",
                node(row).add("uuid", row.get("uuid")), row.get("last_seen_at"));
    }

    private void gauge(String name, String help, Labels labels, String value) {
        families.gauge(name, help, labels, Values.number(value));
    }
}

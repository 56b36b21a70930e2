package switchboard.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import switchboard.api.stats.LabelledCounters.Counter;

class ScrapeTest {
    /** ProxySQL's that nothing here tells: its HTTP server, its log messages, two that no table has. */
    private static final Set<String> MISSING = Set.of("exposer_request_latencies", "exposer_scrapes_total",
            "exposer_transferred_bytes_total", "proxysql_message_count_total",
            "proxysql_myhgm_auto_increment_multiplex_total",
            "proxysql_myhgm_myconnpool_get_ping_total");
    /** ProxySQL calls these counters; a counter of Prometheus' library would be named _total. */
    private static final Set<String> GAUGES_HERE = Set.of("proxysql_client_host_error_killed_connections",
            "proxysql_mysql_monitor_dns_cache_queried", "proxysql_mysql_monitor_dns_cache_lookup_success",
            "proxysql_mysql_monitor_dns_cache_record_updated");

    private final Fake fake = new Fake();
    private final Scrape scrape = new Scrape(MetricList.read(), fake);

    @Test
    void namesAndTypesAreProxySqls() throws Exception {
        everything();
        Map<String, String> recorded = types(resource("/prometheus_types.txt"));
        recorded.keySet().removeAll(MISSING);
        GAUGES_HERE.forEach(name -> recorded.put(name, "gauge"));
        assertEquals(text(recorded), text(types(scrape.text())));
    }

    @Test
    void valuesAreInTheMetricsUnits() throws Exception {
        fake.global.put("Query_Processor_time_nsec", "1500000000");
        fake.global.put("mysql_listener_paused", "true");
        fake.global.put("Query_Cache_count_GET", "10");
        fake.global.put("Query_Cache_count_GET_OK", "7");
        fake.variables.put("mysql-monitor_ping_timeout", "1000");
        fake.variables.put("mysql-monitor_enabled", "false");
        List<String> lines = scrape.text().lines().toList();
        assertTrue(lines.contains("proxysql_query_processor_time_seconds_total 1.5"), lines::toString);
        assertTrue(lines.contains("proxysql_mysql_listener_paused 1.0"), lines::toString);
        assertTrue(lines.contains("proxysql_query_cache_count_get_total{status=\"err\"} 3.0"), lines::toString);
        assertTrue(lines.contains("proxysql_mysql_monitor_ping_timeout_seconds 1.0"), lines::toString);
        assertTrue(lines.contains("proxysql_mysql_monitor_enabled 0.0"), lines::toString);
    }

    @Test
    void eachServerHasItsLine() throws Exception {
        fake.pool.add(server("10", "db1", "SHUNNED"));
        fake.pool.add(server("20", "db\"2", "ONLINE"));
        List<String> lines = scrape.text().lines().toList();
        assertTrue(
                lines.contains("proxysql_connpool_conns{endpoint=\"db1:3306\",hostgroup=\"10\",status=\"used\"} 1.0"),
                lines::toString);
        assertTrue(lines.contains("proxysql_connpool_conns_status{endpoint=\"db1:3306\",hostgroup=\"10\"} 2.0"),
                lines::toString);
        assertTrue(lines.contains("proxysql_connpool_conns_status{endpoint=\"db\\\"2:3306\",hostgroup=\"20\"} 1.0"),
                lines::toString);
    }

    @Test
    void errorsOfAllUsersAreOneNumber() throws Exception {
        fake.errors.add(error("a", "3"));
        fake.errors.add(error("b", "4"));
        assertTrue(scrape.text().contains(
                "mysql_error_total{address=\"db1\",code=\"1146\",hostgroup=\"10\",port=\"3306\"} 7.0"));
    }

    @Test
    void eachNodeOfTheClusterHasItsLines() throws Exception {
        fake.peers.put(Readings.Peers.CHECKSUMS, List.of(Map.of("hostname", "n1", "port", "6032", "name", "mysql_users",
                "version", "3", "epoch", "1700000000", "changed_at", "1", "updated_at", "2", "diff_check", "4")));
        fake.peers.put(Readings.Peers.METRICS, List.of(Map.of("hostname", "n1", "port", "6032", "weight", "5",
                "response_time_ms", "6", "Uptime_s", "7", "last_check_ms", "8", "Queries", "9",
                "Client_Connections_connected", "10", "Client_Connections_created", "11")));
        fake.peers.put(Readings.Peers.CLIENTS_STATUS,
                List.of(Map.of("uuid", "u", "hostname", "n2", "port", "4711", "last_seen_at", "12")));
        List<String> lines = scrape.text().lines().toList();
        String node = "{hostname=\"n1\",port=\"6032\"} ";
        String module = "{hostname=\"n1\",name=\"mysql_users\",port=\"6032\"} ";
        for (String line : List.of("proxysql_servers_checksums_version_total" + module + "3.0",
                "proxysql_servers_checksums_diff_check" + module + "4.0",
                "proxysql_servers_metrics_weight" + node + "5.0",
                "proxysql_servers_metrics_uptime_s" + node + "7.0", "proxysql_servers_metrics_queries" + node + "9.0",
                "proxysql_servers_clients_status_last_seen_at{hostname=\"n2\",port=\"4711\",uuid=\"u\"} 12.0")) {
            assertTrue(lines.contains(line), () -> line + " is not in " + lines);
        }
    }

    @Test
    void whatIsNotThereHasNoLine() throws Exception {
        String text = scrape.text();
        assertFalse(text.contains("proxysql_questions"), "mysql-proxy is stopped");
        assertTrue(text.contains("proxysql_version_info{version=\"0.1\""), text);
    }

    @Test
    void whatABundleCountsIsSummedOverItsInstances() throws Exception {
        Map<String, String> labels = Map.of("status", "success", "module_name", "mysql_users");
        fake.counters.add(new Counter("proxysql_cluster_pulled_total", "Pulls.", labels, 3));
        fake.counters.add(new Counter("proxysql_cluster_pulled_total", "Pulls.", labels, 4));
        assertTrue(scrape.text().lines().toList().contains(
                "proxysql_cluster_pulled_total{module_name=\"mysql_users\",status=\"success\"} 7.0"));
    }

    private void everything() {
        for (Metric metric : MetricList.read()) {
            switch (metric.source().place()) {
                case GLOBAL -> fake.global.put(metric.source().name(), "1");
                case MEMORY -> fake.memory.put(metric.source().name(), "1");
                case VARIABLE -> fake.variables.put(metric.source().name(), "1");
            }
        }
        fake.pool.add(server("10", "db1", "ONLINE"));
        fake.errors.add(error("a", "1"));
        for (String name : List.of("proxysql_cluster_pulled_total", "proxysql_cluster_syn_conflict_total")) {
            fake.counters.add(new Counter(name, "Help.", Map.of("module_name", "mysql_users"), 1));
        }
    }

    private static Map<String, String> server(String hostgroup, String host, String status) {
        return Map.ofEntries(Map.entry("hostgroup", hostgroup), Map.entry("srv_host", host),
                Map.entry("srv_port", "3306"), Map.entry("status", status), Map.entry("ConnUsed", "1"),
                Map.entry("ConnFree", "2"), Map.entry("ConnOK", "3"), Map.entry("ConnERR", "4"),
                Map.entry("Queries", "5"), Map.entry("Bytes_data_sent", "6"), Map.entry("Bytes_data_recv", "7"),
                Map.entry("Latency_us", "8"));
    }

    private static Map<String, String> error(String user, String count) {
        return Map.of("hostgroup", "10", "hostname", "db1", "port", "3306", "errno", "1146", "username", user,
                "count_star", count);
    }

    private static Map<String, String> types(String text) {
        Map<String, String> types = new HashMap<>();
        text.lines().filter(line -> line.startsWith("# TYPE ")).map(line -> line.split(" "))
                .forEach(words -> types.put(words[2], words[3]));
        return types;
    }

    private static String text(Map<String, String> types) {
        return new TreeSet<>(types.entrySet().stream().map(Map.Entry::toString).toList()).stream()
                .collect(Collectors.joining("\n"));
    }

    private static String resource(String name) throws Exception {
        try (InputStream in = ScrapeTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final class Fake implements Readings {
        private final Map<String, String> global = new HashMap<>();
        private final Map<String, String> memory = new HashMap<>();
        private final Map<String, String> variables = new HashMap<>();
        private final List<Map<String, String>> pool = new ArrayList<>();
        private final List<Counter> counters = new ArrayList<>();
        private final List<Map<String, String>> errors = new ArrayList<>();
        private final Map<Peers, List<Map<String, String>>> peers = new EnumMap<>(Peers.class);

        @Override
        public Map<String, String> global() throws SQLException {
            return global;
        }

        @Override
        public Map<String, String> memory() throws SQLException {
            return memory;
        }

        @Override
        public String variable(String name) {
            return variables.get(name);
        }

        @Override
        public List<Map<String, String>> connectionPool() throws SQLException {
            return pool;
        }

        @Override
        public List<Map<String, String>> errors() throws SQLException {
            return errors;
        }

        @Override
        public List<Map<String, String>> peers(Peers of) {
            return peers.getOrDefault(of, List.of());
        }

        @Override
        public List<Counter> counters() {
            return counters;
        }

        @Override
        public long openFiles() {
            return 33;
        }

        @Override
        public String version() {
            return "0.1";
        }
    }
}

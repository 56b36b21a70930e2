package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from the checks of a real source with replicas. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> AS_CONFIGURED = List.of("10 1 ONLINE", "20 2 ONLINE", "20 3 ONLINE");

    private final Topology servers;
    private final Switchboard switchboard;

    MonitorIT(Topology servers, Switchboards switchboards) {
        this.servers = servers;
        switchboard = switchboards.start(SwitchboardConfig.empty().server(10, servers.port(1))
                .server(20, servers.port(2), "max_replication_lag=30")
                .server(20, servers.port(3), "max_replication_lag=30").user("app", "app_pw", 10)
                .rule(1, "^SELECT", 20).mysql("monitor_password", "\"monitor_pw\"").mysql("shun_recovery_time_sec", 2)
                .mysql("monitor_ping_interval", 200).mysql("monitor_ping_timeout", 200)
                .mysql("monitor_connect_interval", 500).mysql("monitor_read_only_interval", 200)
                .mysql("monitor_replication_lag_interval", 200));
    }

    @BeforeEach
    void loadPair() {
        switchboard.admin("DELETE FROM mysql_replication_hostgroups");
        switchboard
                .admin("INSERT INTO mysql_replication_hostgroups (writer_hostgroup, reader_hostgroup) VALUES (10, 20)");
        switchboard.admin("LOAD MYSQL SERVERS TO RUNTIME");
    }

    @AfterEach
    void makeServerOneTheSource() throws SQLException {
        loadPair();
        readOnly(1, false);
        readOnly(2, true);
        awaitServers(AS_CONFIGURED);
    }

    private void readOnly(int number, boolean value) throws SQLException {
        try (Connection root = servers.root(number)) {
            Sql.run(root, "SET GLOBAL read_only = " + (value ? 1 : 0));
        }
    }

    /** The rows of runtime_mysql_servers with numbers of servers for ports. */
    private List<String> running() {
        return switchboard.admin("SELECT hostgroup_id, port, status FROM runtime_mysql_servers ORDER BY 1, 2").stream()
                .map(row -> row.get(0) + " " + number(row.get(1)) + " " + row.get(2)).sorted().toList();
    }

    private int number(String port) {
        return List.of(servers.port(1), servers.port(2), servers.port(3)).indexOf(Integer.parseInt(port)) + 1;
    }

    private void awaitServers(List<String> wanted) {
        Awaitility.await("servers").atMost(PATIENCE).untilAsserted(() -> assertEquals(wanted, running()));
    }

    /** The replicas are read_only, and no server is innodb_read_only or knows super_read_only. */
    @ParameterizedTest
    @CsvSource({"read_only, 1", "innodb_read_only, 0", "read_only&innodb_read_only, 0",
            "read_only|innodb_read_only, 1"})
    void everyCheckTypeIsAsked(String type, String answer) {
        checkType(type);
        awaitReadOnly("read_only = " + answer + " AND error IS NULL");
        awaitServers("1".equals(answer)
                ? AS_CONFIGURED
                : List.of("10 1 ONLINE", "10 2 ONLINE", "10 3 ONLINE", "20 2 ONLINE", "20 3 ONLINE"));
    }

    @Test
    void anErrorOfTheReadOnlyCheckMovesNobody() {
        awaitServers(AS_CONFIGURED);
        checkType("super_read_only"); // MySQL's
        awaitReadOnly("read_only IS NULL AND error LIKE 'Unknown system variable%'");
        assertEquals(AS_CONFIGURED, running());
    }

    private void checkType(String type) {
        switchboard.admin("UPDATE mysql_replication_hostgroups SET check_type = '" + type + "'",
                "LOAD MYSQL SERVERS TO RUNTIME");
    }

    /** Server 2 answers so, from now on. */
    private void awaitReadOnly(String how) {
        switchboard.awaitAdmin(List.of(List.of("1")),
                "SELECT COUNT(*) > 0 FROM monitor.mysql_server_read_only_log WHERE port = " + servers.port(2)
                        + " AND time_start_us > " + System.currentTimeMillis() * 1_000 + " AND " + how);
    }

    private String checksum() {
        return switchboard.adminValue("SELECT checksum FROM runtime_checksums_values WHERE name = 'mysql_servers'");
    }

    @Test
    void promotionByReadOnlyMovesServersInRuntimeOnly() throws Exception {
        awaitServers(AS_CONFIGURED);
        String before = checksum();
        String main = switchboard.admin("SELECT * FROM mysql_servers ORDER BY 1, 2, 3").toString();
        readOnly(1, true);
        awaitServers(List.of("20 1 ONLINE", "20 2 ONLINE", "20 3 ONLINE"));
        readOnly(2, false);
        awaitServers(List.of("10 2 ONLINE", "20 1 ONLINE", "20 2 ONLINE", "20 3 ONLINE"));
        assertEquals(main, switchboard.admin("SELECT * FROM mysql_servers ORDER BY 1, 2, 3").toString());
        Awaitility.await("the checksum of what runs follows").until(() -> !before.equals(checksum()));
        assertEquals(List.of(List.of("ONLINE", "null", "monitor", "read_only=1"), List.of("null", "ONLINE", "monitor",
                "read_only=0")),
                switchboard.admin("SELECT IFNULL(from_status, 'null'), IFNULL(to_status, 'null'), module, reason "
                        + "FROM stats_mysql_server_events WHERE hostgroup = 10 AND module = 'monitor' "
                        + "ORDER BY event_id DESC LIMIT 2").reversed(),
                "who was moved, by whom, why");
        switchboard.awaitLog("Server '127.0.0.1:" + servers.port(2)
                + "' found with 'read_only=0', but not found as writer");
        switchboard.admin("LOAD MYSQL SERVERS TO RUNTIME");
        awaitServers(List.of("10 2 ONLINE", "20 1 ONLINE", "20 2 ONLINE", "20 3 ONLINE"));
        readOnly(2, true);
        readOnly(1, false);
        switchboard.admin("LOAD MYSQL SERVERS TO RUNTIME"); // puts every server where its row says
        awaitServers(AS_CONFIGURED);
        Awaitility.await().untilAsserted(() -> assertEquals(before, checksum()));
    }

    @Test
    void aReplicaThatReplicatesNoMoreServesNoReadsUntilItDoes() throws Exception {
        try (Connection root = servers.root(2)) {
            Sql.run(root, "STOP SLAVE SQL_THREAD");
            try {
                awaitPoolStatus("SHUNNED_REPLICATION_LAG");
                try (RawClient client = switchboard.proxy().raw()) {
                    for (int i = 0; i < 20; i++) {
                        assertEquals("3", client.value(Topology.WHICH_SERVER));
                    }
                }
            } finally {
                Sql.run(root, "START SLAVE SQL_THREAD");
            }
        }
        awaitPoolStatus("ONLINE");
        switchboard.awaitLog("Replication lag on server 127.0.0.1:" + servers.port(2) + " is NULL, using value 60");
    }

    private void awaitPoolStatus(String status) {
        Awaitility.await("server 2 " + status).atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(status, switchboard.adminValue(
                        "SELECT status FROM stats_mysql_connection_pool WHERE hostgroup = 20 AND srv_port = "
                                + servers.port(2))));
    }

    @Test
    void aServerThatIsGoneIsShunnedWithoutAnyClientAndComesBack() throws IOException {
        awaitServers(AS_CONFIGURED);
        servers.kill(3);
        try {
            awaitServers(List.of("10 1 ONLINE", "20 2 ONLINE", "20 3 SHUNNED"));
            switchboard.awaitLog("Server 127.0.0.1:" + servers.port(3) + " missed 3 heartbeats, "
                    + "shunning it and killing all the connections.");
            assertEquals("Can't connect to server on '127.0.0.1' (111)", switchboard.adminValue(
                    "SELECT ping_error FROM monitor.mysql_server_ping_log WHERE ping_error IS NOT NULL AND port = "
                            + servers.port(3) + " ORDER BY time_start_us DESC LIMIT 1"));
        } finally {
            servers.start(3);
        }
        try (RawClient client = switchboard.proxy().raw()) {
            Awaitility.await("answer of server 3").atMost(PATIENCE).until(() -> client.value(Topology.WHICH_SERVER),
                    "3"::equals);
        }
        awaitServers(AS_CONFIGURED);
    }

    @Test
    void everyCheckHasItsLog() {
        List<String> tables = switchboard.admin("SHOW TABLES FROM monitor").stream().map(row -> row.get(0)).toList();
        for (String check : List.of("connect", "ping", "read_only", "replication_lag")) {
            String table = "mysql_server_" + check + "_log";
            assertTrue(tables.contains(table), tables::toString);
            String success = switch (check) {
                case "connect", "ping" -> check + "_success_time_us";
                default -> "success_time_us";
            };
            Awaitility.await(table).atMost(PATIENCE).until(() -> Integer.parseInt(switchboard.adminValue(
                    "SELECT COUNT(*) FROM monitor." + table + " WHERE " + success + " > 0")) > 1);
        }
        assertTrue(Integer.parseInt(switchboard.adminValue("SELECT Variable_Value FROM stats_mysql_global "
                + "WHERE Variable_Name = 'MySQL_Monitor_ping_check_OK'")) > 1);
        assertEquals("1", switchboard.adminValue("SELECT DISTINCT read_only FROM monitor.mysql_server_read_only_log "
                + "WHERE error IS NULL AND port = " + servers.port(3)));
    }

    @Test
    void stoppedItAsksNobodyAndServersStayStartedItGoesOn() throws SQLException {
        awaitServers(AS_CONFIGURED);
        List<String> tables = monitorTables();
        switchboard.admin("PROXYSQL MODULE STOP monitor");
        try {
            assertFalse(monitorTables().contains("mysql_server_ping_log"));
            try (Connection root = servers.root(2)) {
                Awaitility.await("the monitor's connections are closed").atMost(PATIENCE)
                        .until(() -> Sql.value(root,
                                "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'monitor'"),
                                "0"::equals);
            }
            readOnly(2, false);
            assertEquals(AS_CONFIGURED, running());
        } finally {
            switchboard.admin("PROXYSQL MODULE START monitor");
        }
        awaitServers(List.of("10 1 ONLINE", "10 2 ONLINE", "20 2 ONLINE", "20 3 ONLINE"));
        assertEquals(tables, monitorTables());
    }

    private List<String> monitorTables() {
        return switchboard.admin("SHOW TABLES FROM monitor").stream().map(List::getFirst).toList();
    }
}

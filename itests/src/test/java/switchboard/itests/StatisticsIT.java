package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Statistics that a DBA reads, and the commands that belong to them. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatisticsIT {
    private final Topology servers;
    private final Switchboards switchboards;
    private final Switchboard switchboard;

    StatisticsIT(Topology servers, Switchboards switchboards) {
        this.servers = servers;
        this.switchboards = switchboards;
        switchboard = switchboards.start(SwitchboardConfig.of(servers));
    }

    @Test
    void statusVariablesHaveProxySqlsNames() throws IOException {
        TreeSet<String> recorded = new TreeSet<>();
        try (InputStream in = StatisticsIT.class.getResourceAsStream("/golden/stats_mysql_global.tsv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1)
                    .forEach(line -> recorded.add(line.split("\t")[0]));
        }
        TreeSet<String> shown = new TreeSet<>();
        switchboard.admin("SELECT * FROM stats_mysql_global").forEach(row -> shown.add(row.getFirst()));
        assertEquals(recorded, shown);
    }

    @Test
    void commandsAreCountedByType() throws SQLException {
        long before = commands("CREATE_TABLE");
        try (Connection client = switchboard.proxy().connect()) {
            Sql.run(client, "CREATE TABLE counted_by_type (a INT)", "DROP TABLE counted_by_type");
        }
        Awaitility.await().untilAsserted(() -> assertEquals(before + 1, commands("CREATE_TABLE")));
        switchboard.awaitAdmin(List.of(List.of("1")), "SELECT Total_cnt = cnt_100us + cnt_500us + cnt_1ms + "
                + "cnt_5ms + cnt_10ms + cnt_50ms + cnt_100ms + cnt_500ms + cnt_1s + cnt_5s + cnt_10s + cnt_INFs "
                + "FROM stats_mysql_commands_counters WHERE Command = 'DROP_TABLE'");
    }

    private long commands(String type) {
        return Long.parseLong(switchboard
                .adminValue("SELECT Total_cnt FROM stats_mysql_commands_counters WHERE Command = '" + type + "'"));
    }

    @Test
    void preparedStatementsAreListedWhileAClientHasThem() throws SQLException {
        try (Connection client = switchboard.proxy()
                .connectorJ("useServerPrepStmts=true&emulateUnsupportedPstmts=false");
                PreparedStatement statement = client.prepareStatement("SELECT 1, ? AS listed")) {
            statement.setInt(1, 5);
            statement.executeQuery();
            switchboard.awaitAdmin(List.of(List.of("app", "test", "1", "1", "2", "1")),
                    "SELECT username, schemaname, ref_count_client, ref_count_server, num_columns, "
                            + "num_params FROM stats_mysql_prepared_statements_info WHERE query = 'SELECT 1, ? AS listed'");
        }
        Awaitility.await("the client is gone").until(() -> switchboard
                .adminValue("SELECT ref_count_client FROM stats_mysql_prepared_statements_info "
                        + "WHERE query = 'SELECT 1, ? AS listed'")
                .equals("0"));
    }

    @Test
    void memoryOfTheProcessAndItsPartsIsListed() {
        assertEquals(List.of(List.of("19")), switchboard.admin("SELECT COUNT(*) FROM stats_memory_metrics"));
        for (String name : List.of("jemalloc_resident", "jemalloc_allocated", "Auth_memory",
                "stack_memory_mysql_threads")) {
            assertTrue(Long.parseLong(switchboard.adminValue(
                    "SELECT Variable_Value FROM stats_memory_metrics WHERE Variable_Name = '" + name + "'")) > 0, name);
        }
    }

    @Test
    void prometheusIsToldWhatTheTablesSay() throws SQLException {
        try (Connection client = switchboard.proxy().connect(); Connection admin = switchboard.admin().connect()) {
            Sql.run(client, "SELECT 1");
            List<String> lines = Sql.value(admin, "SHOW PROMETHEUS METRICS").lines().toList();
            assertTrue(lines.contains("# TYPE proxysql_questions_total counter"), lines::toString);
            assertTrue(lines.contains("proxysql_mysql_max_connections " + Sql.value(admin, "SELECT variable_value "
                    + "FROM runtime_global_variables WHERE variable_name = 'mysql-max_connections'") + ".0"),
                    lines::toString);
            assertTrue(lines.contains("proxysql_connpool_conns_status{endpoint=\"127.0.0.1:" + servers.port(1)
                    + "\",hostgroup=\"10\"} 1.0"), lines::toString);
            assertTrue(lines.stream().anyMatch(line -> line.matches("proxysql_questions_total [1-9].*")),
                    lines::toString);
            Sql.run(admin, "PROXYSQL MODULE STOP metrics");
            assertEquals(null, Sql.value(admin, "SHOW PROMETHEUS METRICS"));
            Sql.run(admin, "PROXYSQL MODULE START metrics");
            assertTrue(Sql.value(admin, "SHOW PROMETHEUS METRICS").contains("proxysql_questions_total"));
        }
    }

    @Test
    void digestsAreMovedToDisk() throws SQLException {
        try (Connection client = switchboard.proxy().connect(); Connection admin = switchboard.admin().connect()) {
            Sql.run(client, "SELECT 'moved to disk'");
            Sql.run(admin, "SAVE MYSQL DIGEST TO DISK");
            assertTrue(Integer.parseInt(Sql.value(admin, "SELECT COUNT(*) FROM history_mysql_query_digest")) > 0);
        }
    }

    @Test
    void theDiskDatabaseIsClosedAndOpenedAgain() throws SQLException {
        try (Connection admin = switchboard.admin().connect()) {
            String users = Sql.value(admin, "SELECT COUNT(*) FROM disk.mysql_users");
            Sql.run(admin, "PROXYSQL FLUSH CONFIGDB");
            assertEquals(users, Sql.value(admin, "SELECT COUNT(*) FROM disk.mysql_users"));
            Sql.run(admin, "SAVE MYSQL USERS TO DISK");
        }
    }

    @Test
    void aHostWhoseClientsFailIsTurnedAwayUntilItIsFlushed() throws SQLException {
        Switchboard strict = switchboards.start(SwitchboardConfig.of(servers).mysql("client_host_cache_size", 10)
                .mysql("client_host_error_counts", 3));
        Awaitility.await("three failed logins").until(() -> {
            Sql.error(() -> strict.proxy().as("app", "wrong").connect());
            return strict.adminValue("SELECT error_count >= 3 FROM stats_mysql_client_host_cache "
                    + "WHERE client_address = '127.0.0.1'").equals("1");
        });
        Sql.error(() -> strict.proxy().connect());
        strict.awaitAdmin(List.of(List.of("1")), "SELECT Variable_Value > 0 FROM stats_mysql_global "
                + "WHERE Variable_Name = 'client_host_error_killed_connections'");
        strict.admin("PROXYSQL FLUSH MYSQL CLIENT HOSTS");
        assertEquals(List.of(), strict.admin("SELECT * FROM stats_mysql_client_host_cache"));
        try (Connection client = strict.proxy().connect()) {
            assertEquals("1", Sql.value(client, "SELECT 1"));
        }
    }
}

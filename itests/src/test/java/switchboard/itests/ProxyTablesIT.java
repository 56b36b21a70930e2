package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the proxy's tables show of real servers. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyTablesIT {
    private static final String ERRORS = "SELECT hostgroup, port, username, schemaname, errno, count_star, last_error, "
            + "first_seen <= last_seen FROM ";

    private final Topology servers;
    private final Switchboard switchboard;

    ProxyTablesIT(Topology servers, Switchboards switchboards) {
        this.servers = servers;
        switchboard = switchboards.start(SwitchboardConfig.of(servers));
    }

    @Test
    void errorsOfServersAreCountedUntilTheyAreReset() throws SQLException {
        switchboard.admin("SELECT * FROM stats_mysql_errors_reset");
        try (Connection client = switchboard.proxy().connect()) {
            for (int i = 0; i < 3; i++) {
                Sql.error(() -> Sql.run(client, "SELECT * FROM no_such_table"));
            }
        }
        List<String> expected = List.of("10", Integer.toString(servers.port(1)), "app", "test", "1146", "3",
                "Table 'test.no_such_table' doesn't exist", "1");
        switchboard.awaitAdmin(List.of(expected), ERRORS + "stats_mysql_errors");
        assertEquals(List.of(expected), switchboard.admin(ERRORS + "stats_mysql_errors_reset"));
        assertEquals(List.of(), switchboard.admin(ERRORS + "stats_mysql_errors"));
    }

    @Test
    void idleConnectionsAreListedWithTheirState() throws SQLException {
        try (Connection client = switchboard.proxy().connect()) {
            Sql.run(client, "SET sql_mode='ANSI'", "SELECT 1");
        }
        List<List<String>> idle = Awaitility.await("an idle connection").until(
                () -> switchboard.admin("SELECT hostgroup, srv_host, srv_port, user, schema, sql_mode, "
                        + "idle_ms >= 0, statistics FROM stats_mysql_free_connections WHERE sql_mode LIKE '%ANSI%'"),
                rows -> !rows.isEmpty());
        List<String> row = idle.getFirst();
        assertEquals(List.of("10", "127.0.0.1", Integer.toString(servers.port(1)), "app", "test"), row.subList(0, 5));
        assertEquals("1", row.get(6));
        assertTrue(row.get(7).matches("\\{\"age_ms\":\\d+}"), row::toString);
    }

    @Test
    void statisticsLoginSeesOneVariable() {
        Endpoint statistics = switchboard.admin().as("stats", "stats");
        assertEquals(List.of(List.of("mysql-max_allowed_packet", "4194304")),
                Client.query(statistics, "SELECT * FROM global_variables"));
    }

    @Test
    void collationsAreListedInMainAndOnDisk() {
        for (String table : List.of("mysql_collations", "main.mysql_collations", "disk.mysql_collations")) {
            assertEquals(List.of(List.of("33", "utf8_general_ci", "utf8", "Yes")),
                    switchboard.admin("SELECT * FROM " + table + " WHERE Id = 33"), table);
        }
    }
}

package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the stats tables say after known queries. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DigestStatisticsIT {
    private static final String COUNTS = "SELECT hostgroup, schemaname, username, digest_text, count_star, "
            + "sum_rows_affected, sum_rows_sent FROM %s ORDER BY hostgroup, digest_text";

    private final Switchboard switchboard;

    DigestStatisticsIT(Topology servers, Switchboards switchboards) throws SQLException {
        servers.onSource("DROP TABLE IF EXISTS counted", "CREATE TABLE counted (id INT PRIMARY KEY, x INT)",
                "INSERT INTO counted VALUES (1, 0), (2, 0), (3, 0)");
        switchboard = switchboards.start(SwitchboardConfig.of(servers).splitting());
    }

    @BeforeEach
    void startFromNothing() {
        switchboard.admin("SELECT COUNT(*) FROM stats_mysql_query_digest_reset");
    }

    @Test
    void queriesAreCountedByDigestAndHostgroup() throws IOException {
        run();
        switchboard.awaitAdmin(expected(), COUNTS.formatted("stats_mysql_query_digest"));
    }

    @Test
    void digestIsThatOfProxySql() throws IOException {
        try (RawClient client = switchboard.proxy().raw()) {
            client.query("SELECT 1");
        }
        // SpookyHash of "SELECT ?", as ProxySQL shows it
        switchboard.awaitAdmin(List.of(List.of("0x1C46AE529DD5A40E", "SELECT ?")),
                "SELECT digest, digest_text FROM stats_mysql_query_digest");
    }

    @Test
    void timesAreConsistent() throws IOException {
        run();
        switchboard.awaitAdmin(expected(), COUNTS.formatted("stats_mysql_query_digest"));
        assertEquals("0",
                switchboard.adminValue("SELECT COUNT(*) FROM stats_mysql_query_digest WHERE min_time > max_time"
                        + " OR sum_time < max_time OR first_seen > last_seen OR first_seen < 1700000000 OR max_time = 0"));
    }

    @Test
    void resetTableShowsTheCountersAndEmptiesThem() throws IOException {
        run();
        switchboard.awaitAdmin(expected(), COUNTS.formatted("stats_mysql_query_digest"));
        assertEquals(expected(), switchboard.admin(COUNTS.formatted("stats_mysql_query_digest_reset")));
        assertEquals("0", switchboard.adminValue("SELECT COUNT(*) FROM stats_mysql_query_digest"));
    }

    @Test
    void rulesCountTheirHits() throws IOException {
        switchboard.admin("LOAD MYSQL QUERY RULES TO RUNTIME");
        run();
        switchboard.awaitAdmin(List.of(List.of("1", "1"), List.of("2", "3"), List.of("3", "1")),
                "SELECT rule_id, hits FROM stats_mysql_query_rules ORDER BY rule_id");
    }

    @Test
    void usersAndSessionsAreShown() throws IOException {
        try (RawClient client = switchboard.proxy().raw()) {
            client.query("SELECT x FROM counted WHERE id = 1");
            switchboard.awaitAdmin(List.of(List.of("app", "1")), // those of other tests are leaving
                    "SELECT username, frontend_connections FROM stats_mysql_users");
            switchboard.awaitAdmin(List.of(List.of("app", "test", "Sleep")),
                    "SELECT user, db, command FROM stats_mysql_processlist");
        }
    }

    @Test
    void questionsGoUpByTheQueriesAsked() throws IOException {
        try (RawClient client = switchboard.proxy().raw()) {
            String asked = "SELECT count_star FROM stats_mysql_query_digest WHERE digest_text LIKE 'SELECT x %'";
            client.query("SELECT x FROM counted WHERE id = 1");
            switchboard.awaitAdmin(List.of(List.of("1")), asked);
            long before = questions();
            for (int i = 0; i < 7; i++) {
                client.query("SELECT x FROM counted WHERE id = 1");
            }
            switchboard.awaitAdmin(List.of(List.of("8")), asked);
            assertEquals(before + 7, questions());
        }
        assertTrue(Long.parseLong(global("Client_Connections_created")) > 0);
    }

    private void run() throws IOException {
        try (RawClient client = switchboard.proxy().raw()) {
            for (int id = 1; id <= 3; id++) {
                client.query("SELECT x FROM counted WHERE id <= " + id);
            }
            client.query("SELECT x FROM counted WHERE id = 2 FOR UPDATE");
            client.query("UPDATE counted SET x=x+1 WHERE id > 1");
            client.query("INSERT INTO counted VALUES (4, 0), (5, 0)");
            client.query("DELETE FROM counted WHERE id IN (4, 5)");
        }
    }

    private static List<List<String>> expected() {
        return List.of(
                List.of("10", "test", "app", "DELETE FROM counted WHERE id IN (?,?)", "1", "2", "0"),
                List.of("10", "test", "app", "INSERT INTO counted VALUES (?,?),(?,?)", "1", "2", "0"),
                List.of("10", "test", "app", "SELECT x FROM counted WHERE id = ? FOR UPDATE", "1", "0", "1"),
                List.of("10", "test", "app", "UPDATE counted SET x=x+? WHERE id > ?", "1", "2", "0"),
                List.of("20", "test", "app", "SELECT x FROM counted WHERE id <= ?", "3", "0", "6"));
    }

    private long questions() {
        return Long.parseLong(global("Questions"));
    }

    private String global(String name) {
        return switchboard.adminValue(
                "SELECT Variable_Value FROM stats_mysql_global WHERE Variable_Name = '" + name + "'");
    }
}

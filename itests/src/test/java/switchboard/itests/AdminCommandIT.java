package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/** Commands of the admin port on the built product. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminCommandIT {
    private final Switchboards switchboards;
    private final Switchboard switchboard;

    AdminCommandIT(Switchboards switchboards, Topology servers) {
        this.switchboards = switchboards;
        switchboard = switchboards.start(SwitchboardConfig.of(servers)
                .admin("stats_credentials", "\"stats:stats;watcher:w\""));
    }

    @Test
    void eachCommandOfTheListAnswersAsItSays() throws Exception {
        List<Executable> checks = new ArrayList<>();
        try (Connection connection = switchboard.admin().connect();
                BufferedReader in = new BufferedReader(new InputStreamReader(
                        AdminCommandIT.class.getResourceAsStream("admin-commands.tsv"), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.startsWith("#")) {
                    String[] cells = line.split("\t", -1);
                    String answer = answer(connection, cells[0]);
                    checks.add(() -> assertEquals(cells[1], answer, cells[0]));
                }
            }
        }
        assertTrue(checks.size() > 40, () -> checks.size() + " lines read");
        assertAll(checks);
    }

    private static String answer(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "OK " + statement.getUpdateCount();
            }
            try (ResultSet result = statement.getResultSet()) {
                return result.next() ? result.getString(1) : "EMPTY";
            }
        } catch (SQLException refused) {
            return "ERR " + refused.getErrorCode() + " " + refused.getSQLState() + " " + refused.getMessage();
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    /** What an administrator has ended ends a moment later. */
    private static void awaitError(Work work) {
        Awaitility.await().pollDelay(Duration.ZERO).until(() -> {
            try {
                work.run();
                return false;
            } catch (SQLException ended) {
                return true;
            }
        });
    }

    @Test
    void killConnectionEndsThatSessionOnly() throws SQLException {
        try (Connection killed = switchboard.proxy().connect(); Connection other = switchboard.proxy().connect()) {
            String id = Sql.value(killed, "SELECT CONNECTION_ID()");
            List<List<String>> sessions = switchboard.admin("SELECT SessionID FROM stats_mysql_processlist");
            assertTrue(sessions.contains(List.of(id)), () -> id + " in " + sessions);
            switchboard.admin("KILL CONNECTION " + id);
            awaitError(() -> Sql.run(killed, "DO 1"));
            assertEquals("1", Sql.value(other, "SELECT 1"));
        }
    }

    @Test
    void aPausedProxyKeepsItsSessionsAndTakesNoNewOnes() throws SQLException {
        try (Connection kept = switchboard.proxy().connect()) {
            switchboard.admin("PROXYSQL PAUSE");
            try {
                assertEquals("1", Sql.value(kept, "SELECT 1"));
                awaitError(() -> switchboard.proxy().connect().close());
            } finally {
                switchboard.admin("PROXYSQL RESUME");
            }
            switchboard.proxy().connect().close();
        }
    }

    @Test
    void aStoppedProxyHasNoSessionsUntilItIsStarted() throws SQLException {
        try (Connection ended = switchboard.proxy().connect()) {
            switchboard.admin("PROXYSQL STOP");
            try {
                awaitError(() -> Sql.run(ended, "DO 1"));
                awaitError(() -> switchboard.proxy().connect().close());
            } finally {
                switchboard.admin("PROXYSQL START");
            }
            switchboard.proxy().connect().close();
        }
    }

    @Test
    void loadOfOneUserLeavesTheOthers() throws SQLException {
        switchboard.admin("INSERT INTO mysql_users (username, password, default_hostgroup) VALUES ('new1', 'x', 10)",
                "UPDATE mysql_users SET password = 'changed' WHERE username = 'app'",
                "LOAD MYSQL USER new1 TO RUNTIME");
        try (Connection unchanged = switchboard.proxy().connect()) {
            assertEquals("1", Sql.value(unchanged, "SELECT 1"));
        } finally {
            switchboard.admin("DELETE FROM mysql_users WHERE username = 'new1'",
                    "UPDATE mysql_users SET password = 'app_pw' WHERE username = 'app'", "LOAD MYSQL USERS TO RUNTIME");
        }
    }

    @Test
    void theConfigurationThatIsWrittenCanBeReadAgain() throws IOException {
        Path file = switchboard.datadir().resolve("written.cnf");
        switchboard.admin("SAVE CONFIG TO FILE " + file);
        assertEquals("rw-------", java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file)));
        String text = Files.readString(file);
        assertTrue(text.contains("username = \"app\"") && text.contains("admin_credentials = \"admin:admin\""), text);
    }

    @Test
    void flushLogsOpensTheLogAnewWhenItWasMovedAway() throws IOException {
        Path log = switchboard.datadir().resolve("switchboard.log");
        Files.move(log, log.resolveSibling("moved.log"));
        switchboard.admin("PROXYSQL FLUSH LOGS", "LOGENTRY written after the move");
        switchboard.awaitLog("written after the move");
    }

    @Test
    void restartBringsEverythingBackInTheSameProcess() throws SQLException {
        Switchboard restarted = switchboards.start(SwitchboardConfig.empty().user("app", "app_pw", 10));
        String transport = line(restarted.log(), "Event loops started");
        restarted.admin("INSERT INTO mysql_servers (hostgroup_id, hostname) VALUES (7, 'kept')",
                "SAVE MYSQL SERVERS TO DISK", "LOGENTRY before the restart");
        assertNotEquals(0, Client.run(restarted.admin(), "PROXYSQL RESTART; SELECT 1").status());
        Awaitility.await("ready again").atMost(Duration.ofSeconds(40)).until(() -> restarted.log()
                .lastIndexOf("is ready in") > restarted.log().indexOf("Switchboard restarts"));
        assertEquals("kept", restarted.adminValue("SELECT hostname FROM mysql_servers"));
        String log = restarted.log();
        assertEquals(transport, line(log.substring(log.indexOf("Switchboard restarts")), "Event loops started"));
        assertTrue(restarted.isRunning());
    }

    @Test
    void shutdownSlowEndsTheProcessInOrderAndKillAtOnce() {
        Switchboard slow = switchboards.start(SwitchboardConfig.empty());
        Client.run(slow.admin(), "PROXYSQL SHUTDOWN SLOW");
        assertEquals(0, slow.awaitExit());
        assertTrue(slow.log().contains("Switchboard is stopped"), slow::tail);
        Switchboard killed = switchboards.start(SwitchboardConfig.empty());
        assertNotEquals(0, Client.run(killed.admin(), "PROXYSQL KILL").status());
        assertEquals(0, killed.awaitExit());
        assertFalse(killed.log().contains("Switchboard is stopped"), killed::tail);
    }

    @Test
    void failedLoginsAreCountedLoggedAndSlowedDown() {
        Switchboard attacked = switchboards.start(SwitchboardConfig.empty());
        for (int i = 0; i < 4; i++) {
            assertEquals(1, Client.run(attacked.admin().as("admin", "guess" + i), "SELECT 1").status());
        }
        long begin = System.nanoTime();
        assertEquals(List.of(List.of("127.0.0.1", "4", "admin", "500")), attacked
                .admin("SELECT client_host, failures, last_username, delay_ms FROM stats_admin_login_failures"));
        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(500).toNanos(), "the next login waits");
        attacked.awaitLog(
                "Login to administration refused user=admin client=127.0.0.1 reason=WRONG_PASSWORD failures=4");
    }

    @Test
    void aHundredSessionsWorkAtOnce() {
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(CompletableFuture.supplyAsync(() -> {
                try (Connection connection = switchboard.admin().connect()) {
                    long rows = 0;
                    for (int n = 0; n < 10; n++) {
                        rows += Sql.rows(connection, "SELECT variable_name FROM global_variables").size();
                    }
                    return rows;
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }, task -> Thread.ofVirtual().start(task)));
        }
        assertEquals(1, all.stream().map(CompletableFuture::join).distinct().count());
    }

    @Test
    void mysqldumpWritesARowOfATable() {
        String dump = dump("main", "mysql_users");
        assertTrue(dump.contains("INSERT INTO `mysql_users` VALUES"), dump);
        assertTrue(dump.contains("'app_pw'"), dump);
    }

    private String dump(String schema, String table) {
        Assumptions.assumeTrue(Shell.run("which", "mariadb-dump").status() == 0, "mariadb-dump is installed");
        return Shell.run("mariadb-dump", "--no-defaults", "--skip-ssl", "--protocol=tcp", "--host=127.0.0.1",
                "--port=" + switchboard.admin().port(), "--user=admin", "--password=admin", schema, table).orFail()
                .out();
    }

    private static String line(String log, String part) {
        return log.lines().filter(line -> line.contains(part)).findFirst().orElseThrow().replaceFirst(".*INFO", "");
    }
}

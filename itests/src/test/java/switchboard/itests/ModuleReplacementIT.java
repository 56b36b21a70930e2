package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Modules are replaced, stopped and started while clients are at work.
 *
 * <p>By default every query goes to server 2, which is read_only: an INSERT there fails. The rules send INSERT to server
 * 1 and SELECT to server 3. So a single query that is routed by default is seen.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModuleReplacementIT {
    private static final String MODULE = "mysql-query-rules";
    private static final int DEFAULT = 20;
    private static final int READS = 30;
    private static final int WRITES = 10;
    private static final int REPLACEMENTS = Soak.times(5, 20); // each of the versions below
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Switchboard switchboard;

    ModuleReplacementIT(Topology servers, Switchboards switchboards) throws SQLException {
        servers.onSource("DROP TABLE IF EXISTS load_test",
                "CREATE TABLE load_test (id INT AUTO_INCREMENT PRIMARY KEY, x INT)");
        switchboard = switchboards.startOwnCopy(SwitchboardConfig.empty().server(WRITES, servers.port(1))
                .server(DEFAULT, servers.port(2)).server(READS, servers.port(3)).user("app", "app_pw", DEFAULT)
                .rule(1, "^SELECT", READS).rule(2, "^INSERT", WRITES));
    }

    @BeforeEach
    void moduleRuns() {
        assertEquals("ACTIVE", module("state"));
    }

    @Test
    void replacedAgainAndAgainUnderLoadNoQueryFailsOrGoesAstray() {
        String built = ModuleJar.of(MODULE).version();
        List<String> versions = List.of(built, built, "99.0.0", "98.5.0", "0.0.1");
        try (ReadWriteLoad load = new ReadWriteLoad(switchboard.proxy(), 8, "3")) {
            awaitProgress(load);
            for (int n = 0; n < REPLACEMENTS; n++) {
                String version = versions.get(n % versions.size());
                String before = module("since");
                ModuleJar.of(MODULE).version(version).write(switchboard.deployFolder().resolve("rules-" + n + ".jar"));
                Awaitility.await("replacement " + n + " by " + version).atMost(PATIENCE).untilAsserted(() -> {
                    assertEquals(List.of(List.of(version, "ACTIVE")), instances());
                    assertNotEquals(before, module("since"));
                });
                awaitProgress(load);
            }
            assertEquals(List.of(), load.finish(), load::toString);
        }
        assertEquals(List.of(List.of(Integer.toString(WRITES), "0"), List.of(Integer.toString(DEFAULT), "0"),
                List.of(Integer.toString(READS), "0")),
                switchboard.admin("SELECT hostgroup, ConnERR FROM stats_mysql_connection_pool ORDER BY 1"));
        assertEquals("0", switchboard.adminValue(
                "SELECT Queries FROM stats_mysql_connection_pool WHERE hostgroup = " + DEFAULT), "queries by default");
    }

    @Test
    void replacedByAdminCommand() throws IOException {
        Path jar = Files.createTempDirectory("switchboard-jar-").resolve("rules.jar");
        ModuleJar.of(MODULE).version("77.0.0").write(jar);
        switchboard.admin("PROXYSQL MODULE REPLACE " + jar);
        assertEquals(List.of(List.of("77.0.0", "ACTIVE")), instances());
        Workspace.delete(jar.getParent());
    }

    @Test
    void fileThatIsNoJarChangesNothing() throws IOException {
        refused("rubbish.jar", path -> Files.writeString(path, "this is not a jar"), "rubbish.jar", "can't be read");
    }

    @Test
    void moduleThatDoesNotResolveChangesNothing() throws IOException {
        refused("unresolved.jar",
                path -> ModuleJar.of(MODULE).version("90.0.0").importing("no.such.place").write(path), MODULE,
                "no.such.place");
    }

    @Test
    void moduleWhoseActivationThrowsChangesNothing() throws IOException {
        refused("throwing.jar", path -> ModuleJar.of(MODULE).version("91.0.0").throwingActivator().write(path), MODULE,
                "this module does not want to start");
    }

    @Test
    void moduleThatNeverPublishesChangesNothing() throws IOException {
        refused("silent.jar", path -> ModuleJar.of(MODULE).version("92.0.0").withoutItsClasses().write(path), MODULE,
                "is not taken");
    }

    @Test
    void stoppedModuleSwitchesItsFeatureOffAndStartedBringsTheRulesBack() throws IOException {
        try (RawClient client = switchboard.proxy().raw()) {
            assertEquals("3", client.value(Topology.WHICH_SERVER));
            switchboard.admin("PROXYSQL MODULE STOP " + MODULE);
            try {
                assertEquals("STOPPED", module("state"));
                assertEquals("2", client.value(Topology.WHICH_SERVER), "the default hostgroup");
                Shell.Result load = Client.run(switchboard.admin(), "LOAD MYSQL QUERY RULES TO RUNTIME");
                assertEquals(1, load.status());
                assertTrue(load.err().contains(MODULE), load.err());
                Shell.Result table = Client.run(switchboard.admin(), "SELECT * FROM mysql_query_rules");
                assertEquals(1, table.status());
                assertTrue(table.err().contains(MODULE), table.err());
            } finally {
                switchboard.admin("PROXYSQL MODULE START " + MODULE);
            }
            assertEquals("3", client.value(Topology.WHICH_SERVER));
            assertEquals("2", switchboard.adminValue("SELECT COUNT(*) FROM mysql_query_rules"));
        }
    }

    @Test
    void listNamesAllModules() {
        String list = switchboard.admin("PROXYSQL MODULE LIST").toString();
        for (String each : List.of(MODULE, "mysql-servers", "mysql-users", "mysql-proxy", "admin", "global-variables",
                "query-digest")) {
            assertTrue(list.contains(each), list);
        }
    }

    private interface Drop {
        Object into(Path path) throws IOException;
    }

    /**
     * Drops a file under load and expects that the running module goes on, that the log says why, and stats_modules in the
     * row of {@code row} until the file is removed.
     */
    private void refused(String name, Drop drop, String row, String why) throws IOException {
        List<List<String>> before = instances();
        int lines = switchboard.log().length();
        try (ReadWriteLoad load = new ReadWriteLoad(switchboard.proxy(), 2, "3")) {
            awaitProgress(load);
            drop.into(switchboard.deployFolder().resolve(name));
            Awaitility.await("a line about " + name).atMost(PATIENCE).until(() -> switchboard.log().substring(lines)
                    .lines().anyMatch(line -> line.contains(name) && line.matches(".*\\[(ERROR|WARN)].*")));
            awaitProgress(load);
            assertEquals(List.of(), load.finish());
        }
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertEquals(before, instances()));
        String told = "SELECT COUNT(*) FROM stats_modules WHERE name = '" + row + "' AND reason <> ''";
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            String reason = switchboard.adminValue("SELECT reason FROM stats_modules WHERE name = '" + row + "'");
            assertTrue(reason.contains(why), reason);
        });
        Files.delete(switchboard.deployFolder().resolve(name));
        Awaitility.await("the removed file is history").atMost(PATIENCE)
                .until(() -> "0".equals(switchboard.adminValue(told)));
    }

    private static void awaitProgress(ReadWriteLoad load) {
        long before = load.done();
        Awaitility.await("progress of the load").atMost(PATIENCE).pollInterval(Duration.ofMillis(5))
                .until(() -> !load.wrong().isEmpty() || load.done() > before + 100);
        assertEquals(List.of(), load.wrong());
    }

    private List<List<String>> instances() {
        return switchboard.admin("SELECT version, state FROM stats_modules WHERE name = '" + MODULE + "'");
    }

    private String module(String column) {
        return switchboard.adminValue("SELECT " + column + " FROM stats_modules WHERE name = '" + MODULE + "'");
    }
}

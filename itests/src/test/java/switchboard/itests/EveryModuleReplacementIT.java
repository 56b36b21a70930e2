package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each module is replaced, stopped and started in the running product, while one client queries on one connection, another
 * logs in anew for each query, and an administrator stays connected.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryModuleReplacementIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Switchboard switchboard;
    private final Path folder = Workspace.temporaryFolder("jars");

    EveryModuleReplacementIT(Topology servers, Switchboards switchboards) {
        switchboard = switchboards.startOwnCopy(SwitchboardConfig.empty().server(10, servers.port(1))
                .server(30, servers.port(3)).user("app", "app_pw", 10).rule(1, "^SELECT", 30));
    }

    @AfterAll
    void deleteJars() {
        Workspace.delete(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql-servers", "mysql-users", "mysql-query-rules", "global-variables", "proxysql-servers",
            "query-digest", "query-cache", "metrics", "monitor", "cluster", "cluster-election", "mysql-proxy", "admin",
            "h2-server", "gogo",
            "scheduler", "galera",
            "group-replication", "aurora"})
    void replacedBySameAndNewerVersionNobodyNotices(String module) throws IOException {
        String built = version(module);
        try (RawClient administrator = administrator(); LoginAndQueryLoad load = load()) {
            awaitProgress(load);
            for (String version : versions(built)) {
                Path jar = ModuleJar.of(module).version(version).write(folder.resolve(module + ".jar"));
                assertEquals(List.of(), administrator.query("PROXYSQL MODULE REPLACE " + jar));
                assertEquals(List.of(version), versions(administrator, module, "ACTIVE"));
                awaitProgress(load);
                assertEquals("1", administrator.value("SELECT 1"), "the administrator's own connection");
            }
            assertEquals(List.of(), load.finish(), load::toString);
        }
        Awaitility.await("the old ones are gone").atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(List.of(List.of(built, "ACTIVE")), switchboard
                        .admin("SELECT version, state FROM stats_modules WHERE name = '" + module + "'")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"transport", "config-store", "modules", "api", "mysql-protocol", "topology"})
    void whatOthersStandOnSaysThatItNeedsARestart(String module) throws IOException {
        Path jar = ModuleJar.of(module).version("88.0.0").write(folder.resolve(module + ".jar"));
        try (RawClient administrator = administrator(); LoginAndQueryLoad load = load()) {
            refused(administrator, "PROXYSQL MODULE REPLACE " + jar, "restart");
            refused(administrator, "PROXYSQL MODULE STOP " + module, "can't be stopped");
            awaitProgress(load);
            assertEquals(List.of(), load.finish(), load::toString);
        }
    }

    /** Its tables, its checks' log and its share of the checksum go and come with it; servers stay where they are. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "galera            | galera            | backup_writer_hostgroup, offline_hostgroup | 62, 63",
            "group-replication | group_replication | backup_writer_hostgroup, offline_hostgroup | 62, 63",
            "aurora            | aws_aurora        | domain_name                                | '.aurora.test'"})
    void stoppedTopologyTakesItsShareAlongAndBringsItBack(String module, String name, String columns, String values) {
        String table = "mysql_" + name + "_hostgroups";
        String without = checksum();
        switchboard.admin("INSERT INTO " + table + " (writer_hostgroup, reader_hostgroup, " + columns
                + ") VALUES (60, 61, " + values + ")", "LOAD MYSQL SERVERS TO RUNTIME");
        try {
            String with = checksum();
            assertNotEquals(without, with);
            String servers = runningServers();
            switchboard.admin("PROXYSQL MODULE STOP " + module);
            assertEquals(List.of(), tablesOf(name));
            awaitChecksum(without);
            assertEquals(servers, runningServers());
            switchboard.admin("PROXYSQL MODULE START " + module);
            awaitChecksum(with);
            assertEquals("60", switchboard.adminValue("SELECT writer_hostgroup FROM runtime_" + table));
            assertTrue(tablesOf(name).containsAll(List.of(table, "runtime_" + table, "mysql_server_" + name + "_log")),
                    () -> tablesOf(name).toString());
            assertEquals(servers, runningServers());
        } finally {
            if (tablesOf(name).isEmpty()) {
                switchboard.admin("PROXYSQL MODULE START " + module);
            }
            switchboard.admin("DELETE FROM " + table, "LOAD MYSQL SERVERS TO RUNTIME");
        }
        awaitChecksum(without);
    }

    private String checksum() {
        return switchboard.adminValue("SELECT checksum FROM runtime_checksums_values WHERE name = 'mysql_servers_v2'");
    }

    private void awaitChecksum(String wanted) {
        Awaitility.await("the share in the checksum").atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(wanted, checksum()));
    }

    private String runningServers() {
        return switchboard
                .admin("SELECT hostgroup_id, hostname, port, status FROM runtime_mysql_servers ORDER BY 1, 2, 3")
                .toString();
    }

    /** In main and monitor. */
    private List<String> tablesOf(String name) {
        return Stream.of("SHOW TABLES", "SHOW TABLES FROM monitor").flatMap(sql -> switchboard.admin(sql).stream())
                .map(List::getFirst).filter(table -> table.contains(name)).toList();
    }

    /** What an administrator is told about a stopped module, and that clients go on or come back. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "mysql-query-rules | LOAD MYSQL QUERY RULES TO RUNTIME   | mysql-query-rules",
            "mysql-users       | SELECT * FROM mysql_users           | mysql-users",
            "mysql-servers     | SELECT * FROM mysql_servers         | mysql-servers",
            "global-variables  | LOAD MYSQL VARIABLES TO RUNTIME     | global-variables",
            "proxysql-servers  | LOAD PROXYSQL SERVERS TO RUNTIME    | proxysql-servers",
            "query-digest      | SELECT * FROM stats_mysql_query_digest | query-digest",
            "monitor           | SELECT * FROM monitor.mysql_server_ping_log | monitor",
            "cluster           | SHOW CLUSTER                        | cluster",
            "mysql-proxy       | SELECT * FROM stats_mysql_global    | mysql-proxy"})
    void stoppedItIsNamedAndStartedAllIsBack(String module, String statement, String told) throws IOException {
        try (RawClient administrator = administrator()) {
            administrator.query("PROXYSQL MODULE STOP " + module);
            try {
                assertEquals(List.of(List.of("STOPPED", "stopped by an administrator")), administrator
                        .query("SELECT state, reason FROM stats_modules WHERE name = '" + module + "'"));
                refused(administrator, statement, told);
            } finally {
                administrator.query("PROXYSQL MODULE START " + module);
            }
            assertEquals(List.of(version(module)), versions(administrator, module, "ACTIVE"));
            administrator.query(statement);
        }
        try (LoginAndQueryLoad load = load()) {
            awaitProgress(load);
            assertEquals(List.of(), load.finish(), load::toString);
        }
    }

    @Test
    void clientOfAStoppedModuleIsToldWhichPartIsMissing() throws IOException {
        try (RawClient administrator = administrator(); RawClient client = switchboard.proxy().raw()) {
            assertEquals("3", client.value(Topology.WHICH_SERVER));
            administrator.query("PROXYSQL MODULE STOP mysql-servers");
            try {
                String told = failure(client, "SELECT 1");
                assertTrue(told.startsWith("9001 "), told);
            } finally {
                administrator.query("PROXYSQL MODULE START mysql-servers");
            }
            assertEquals("3", client.value(Topology.WHICH_SERVER), "the same connection goes on");
        }
    }

    @Test
    void connectionWaitsWhileTheProxyIsStoppedAndIsServedWhenItIsStarted() throws Exception {
        try (RawClient administrator = administrator()) {
            administrator.query("PROXYSQL MODULE STOP mysql-proxy");
            Thread client;
            var answer = new CompletableFuture<String>();
            try {
                client = Thread.ofPlatform().name("waiting-client").start(() -> {
                    try (RawClient waiting = switchboard.proxy().raw()) {
                        answer.complete(waiting.value(Topology.WHICH_SERVER));
                    } catch (IOException failed) {
                        answer.completeExceptionally(failed);
                    }
                });
            } finally {
                administrator.query("PROXYSQL MODULE START mysql-proxy");
            }
            assertEquals("3", answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            client.join();
        }
    }

    @Test
    void administrationDoesNotStopItself() throws IOException {
        try (RawClient administrator = administrator()) {
            refused(administrator, "PROXYSQL MODULE STOP admin", "answers this connection");
            assertEquals("1", administrator.value("SELECT 1"));
        }
    }

    private RawClient administrator() throws IOException {
        return switchboard.admin().raw();
    }

    private LoginAndQueryLoad load() {
        return new LoginAndQueryLoad(switchboard.proxy(), Topology.WHICH_SERVER, "3");
    }

    /** The same, a newer, and the first again, which is an older one now. */
    private static List<String> versions(String built) {
        return Soak.LONG ? List.of(built, "88.0.0", "99.0.0", built) : List.of(built, "99.0.0", built);
    }

    private static String version(String module) {
        return ModuleJar.of(module).version();
    }

    private static List<String> versions(RawClient administrator, String module, String state) throws IOException {
        return administrator.query("SELECT version FROM stats_modules WHERE name = '" + module + "' AND state = '"
                + state + "'").stream().map(List::getFirst).toList();
    }

    private static void refused(RawClient client, String statement, String told) {
        String error = failure(client, statement);
        assertTrue(error.contains(told), error);
    }

    private static String failure(RawClient client, String statement) {
        return assertThrows(IOException.class, () -> client.query(statement), statement)
                .getMessage();
    }

    private static void awaitProgress(LoginAndQueryLoad load) {
        long queries = load.queries();
        long logins = load.logins();
        Awaitility.await("progress of the load").atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(
                () -> !load.wrong().isEmpty() || load.queries() > queries + 100 && load.logins() > logins + 10);
        assertEquals(List.of(), load.wrong());
    }
}

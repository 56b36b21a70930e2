package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.config.ConfigEngine.Selection;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Layer;
import switchboard.api.config.Rejection;

class LayersTest {
    private static final String SERVERS = "MYSQL SERVERS";

    @TempDir
    private Path folder;
    private RunningStore running;
    private FakeModule module;

    @BeforeEach
    void start() throws Exception {
        running = new RunningStore(folder);
        module = running.start(FakeModule.servers());
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    @Test
    void rowsTypedIntoMainReachRuntimeOnlyByLoad() throws Exception {
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'db1')");
        assertEquals(List.of(), module.runs("mysql_servers", 3));
        running.load(SERVERS);
        assertEquals(List.of("1|db1|3306"), module.runs("mysql_servers", 3));
        assertEquals(List.of("1|db1|3306"), running.ask(
                "SELECT hostgroup_id, hostname, port FROM runtime_mysql_servers", "runtime_mysql_servers"));
    }

    @Test
    void aLoadOfSomeRowsLeavesTheOthersAsTheyRun() throws Exception {
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'db1'), (2, 'db2'), (3, 'db2')");
        running.load(SERVERS);
        running.type("UPDATE mysql_servers SET port = 1");
        running.type("DELETE FROM mysql_servers WHERE hostgroup_id = 3");
        assertEquals(1, running.store.load(SERVERS, new Selection("mysql_servers", "hostname", "db2")).rows());
        assertEquals(List.of("1|db1|3306", "2|db2|1"), module.runs("mysql_servers", 3));
        assertEquals("mysql_servers has no column host", assertThrows(ConfigRefusedException.class,
                () -> running.store.load(SERVERS, new Selection("mysql_servers", "host", "db2"))).getMessage());
        assertThrows(ConfigRefusedException.class,
                () -> running.store.load(SERVERS, new Selection("mysql_users", "username", "x")));
    }

    @Test
    void memoryGoesToDiskAndBack() throws Exception {
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'db1'), (2, 'db2')");
        running.type("INSERT INTO mysql_replication_hostgroups(writer_hostgroup, reader_hostgroup) VALUES (1, 2)");
        assertEquals(3, running.copy(SERVERS, Layer.MEMORY, Layer.DISK).rows());
        assertEquals(List.of("1|db1|3306", "2|db2|3306"), running.servers("disk"));
        running.type("DELETE FROM mysql_servers");
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (7, 'db7')");
        assertEquals(3, running.copy(SERVERS, Layer.DISK, Layer.MEMORY).rows());
        assertEquals(List.of("1|db1|3306", "2|db2|3306"), running.servers("main"));
    }

    @Test
    void saveTakesAwayFromDiskWhatMainHasNoMore() throws Exception {
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname, weight) VALUES (1, 'db1', 1), (2, 'db2', 1)");
        running.save(SERVERS);
        running.type("DELETE FROM mysql_servers WHERE hostname = 'db1'");
        running.type("UPDATE mysql_servers SET weight = 9");
        running.save(SERVERS);
        assertEquals(List.of("2|db2|9"), running.ask("SELECT hostgroup_id, hostname, weight FROM disk.mysql_servers",
                "disk.mysql_servers"));
    }

    @Test
    void runtimeGoesToMemoryInPlaceOfItsRows() throws Exception {
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'db1')");
        running.load(SERVERS);
        running.type("DELETE FROM mysql_servers");
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (7, 'db7')");
        running.copy(SERVERS, Layer.RUNTIME, Layer.MEMORY);
        assertEquals(List.of("1|db1|3306"), running.servers("main"));
    }

    @Test
    void refusedLoadChangesNothing() throws Exception {
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'db1')");
        module.refusal = "hostname is empty";
        ConfigRefusedException refused = assertThrows(ConfigRefusedException.class, () -> running.load(SERVERS));
        assertEquals("hostname is empty", refused.getMessage());
        assertEquals(List.of(), module.runs("mysql_servers", 3));
        assertEquals(List.of("1|db1|3306"), running.servers("main"));
    }

    @Test
    void oneRefusingPartKeepsAllPartsFromPublishing() throws Exception {
        FakeExtension extension = new FakeExtension(SERVERS, FakeModule.RULES);
        running.store.bindExtension(extension, java.util.Map.of());
        RunningStore.await("extension", () -> running.store.isPublished(extension));
        int before = module.published;
        extension.refusal = "no";
        assertThrows(ConfigRefusedException.class, () -> running.load(SERVERS));
        assertEquals(before, module.published, "the module was prepared first, but nothing may be published");
        extension.refusal = null;
        running.load(SERVERS);
        assertEquals(before + 1, module.published);
    }

    @Test
    void moduleThatThrowsIsARefusalAndLeavesRuntimeAlone() {
        FakeModule broken = new FakeModule("BROKEN", FakeModule.USERS) {
            @Override
            public Prepared prepare(java.util.Map<String, switchboard.api.table.Rows> rows) {
                throw new IllegalStateException("bug");
            }
        };
        running.bind(broken, 2);
        RunningStore.await("tables", () -> running.store.tables("main").contains("mysql_users"));
        assertTrue(assertThrows(ConfigRefusedException.class, () -> running.load("BROKEN")).getMessage()
                .startsWith("LOAD BROKEN TO RUNTIME: the module failed (java.lang.IllegalStateException: bug)"));
    }

    @Test
    void rejectedRowsAreRewrittenOrDeletedInMain() throws Exception {
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        running.load(SERVERS);
        var rows = module.running().get("mysql_servers").values();
        String[] rewritten = rows.get(0).clone();
        rewritten[1] = "z";
        module.rejections = List.of(new Rejection("mysql_servers", rows.get(0), rewritten, "a is now z"),
                new Rejection("mysql_servers", rows.get(1), null, "b is deleted"),
                new Rejection("mysql_servers", rows.get(2), rows.get(2), "c stays"));
        assertEquals(3, running.copy(SERVERS, Layer.MEMORY, Layer.RUNTIME).rejections().size());
        assertEquals(List.of("1|z|3306", "3|c|3306"), running.servers("main"));
    }

    @Test
    void waysThatDoNotExistAreRefused() {
        assertThrows(ConfigRefusedException.class, () -> running.copy(SERVERS, Layer.DISK, Layer.RUNTIME));
        assertThrows(ConfigRefusedException.class, () -> running.copy(SERVERS, Layer.RUNTIME, Layer.DISK));
        assertThrows(ConfigRefusedException.class, () -> running.copy(SERVERS, Layer.MEMORY, Layer.MEMORY));
        assertThrows(ConfigRefusedException.class, () -> running.copy("NO SUCH", Layer.MEMORY, Layer.DISK));
        assertEquals("Config file unknown", assertThrows(ConfigRefusedException.class,
                () -> running.copy(SERVERS, Layer.CONFIG_FILE, Layer.MEMORY)).getMessage());
    }

    @Test
    void listenersHearOfEachLoadWhenItIsInForce() throws Exception {
        List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        running.store.bindListener(name -> heard.add(name + ' ' + module.runs("mysql_servers", 2)));
        running.load(SERVERS); // comes behind the first load, of which listeners may hear just now
        heard.clear();
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'a')");
        running.load(SERVERS);
        running.save(SERVERS);
        assertEquals(List.of("MYSQL SERVERS [1|a]"), heard);
    }

    @Test
    void modulesShareATableWithoutTouchingEachOthersRows() throws Exception {
        running.start(FakeModule.variablesModule("MYSQL VARIABLES", "mysql-", "mysql_variables",
                java.util.Map.of("threads", "4", "max_connections", "2048")));
        running.start(FakeModule.variablesModule("ADMIN VARIABLES", "admin-", "admin_variables",
                java.util.Map.of("read_only", "false")));
        String all = "SELECT variable_name, variable_value FROM %s ORDER BY 1";
        List<String> defaults = List.of("admin-read_only|false", "mysql-max_connections|2048", "mysql-threads|4");
        assertEquals(defaults, running.ask(all.formatted("global_variables")));
        assertEquals(defaults, running.ask(all.formatted("disk.global_variables"), "disk.global_variables"));
        running.type("UPDATE global_variables SET variable_value = 'x' WHERE variable_name LIKE 'm%threads%'");
        running.type("UPDATE global_variables SET variable_value = 'true' WHERE variable_name = 'admin-read_only'");
        running.save("MYSQL VARIABLES");
        assertEquals(List.of("admin-read_only|false", "mysql-max_connections|2048", "mysql-threads|x"),
                running.ask(all.formatted("disk.global_variables"), "disk.global_variables"));
        running.load("ADMIN VARIABLES");
        assertEquals(List.of("admin-read_only|true", "mysql-max_connections|2048", "mysql-threads|4"),
                running.ask(all.formatted("runtime_global_variables"), "runtime_global_variables"));
        running.type("DELETE FROM global_variables");
        running.copy("MYSQL VARIABLES", Layer.DISK, Layer.MEMORY);
        assertEquals(List.of("mysql-max_connections|2048", "mysql-threads|x"),
                running.ask(all.formatted("global_variables")));
        running.load("ADMIN VARIABLES");
        assertEquals(List.of("admin-read_only|false"), running
                .ask("SELECT variable_name, variable_value FROM global_variables WHERE variable_name LIKE 'admin%'"),
                "a running variable without a row gets one");
    }

    @Test
    void inactiveRowsOutliveASaveFromRuntime() throws Exception {
        FakeModule users = new FakeModule("MYSQL USERS", FakeModule.USERS) {
            @Override
            java.util.Map<String, switchboard.api.table.Rows> runningOf(
                    java.util.Map<String, switchboard.api.table.Rows> rows) {
                var all = rows.get("mysql_users");
                return java.util.Map.of("mysql_users", new switchboard.api.table.Rows(all.columns(),
                        all.values().stream().filter(row -> row[2].equals("1")).toList()));
            }
        };
        running.start(users);
        running.type("INSERT INTO mysql_users(username, active) VALUES ('on', 1), ('off', 0), ('later', 0)");
        running.load("MYSQL USERS");
        running.type("DELETE FROM mysql_users WHERE username = 'on'");
        running.type("INSERT INTO mysql_users(username, active) VALUES ('new', 1)");
        running.copy("MYSQL USERS", Layer.RUNTIME, Layer.MEMORY);
        assertEquals(List.of("later|0", "off|0", "on|1"),
                running.ask("SELECT username, active FROM mysql_users ORDER BY 1"));
    }
}

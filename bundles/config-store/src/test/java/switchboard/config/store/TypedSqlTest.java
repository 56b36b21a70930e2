package switchboard.config.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import switchboard.api.table.AdminDatabase.Filled;
import switchboard.api.table.AdminDatabase.Role;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

class TypedSqlTest {
    private static final String COUNTERS = "CREATE TABLE stats_counters (name VARCHAR NOT NULL PRIMARY KEY, value INT)";

    @TempDir
    private Path folder;
    private RunningStore running;

    /** Rows from a counter that goes up with each reading. */
    private record Counters(String schema, TableDefinition table, int rows, AtomicInteger reads)
            implements
                VirtualTable {
        Counters(int rows) {
            this("stats", new TableDefinition("stats_counters", COUNTERS), rows, new AtomicInteger());
        }

        @Override
        public void read(RowSink sink) {
            int read = reads.incrementAndGet();
            for (int i = 0; i < rows; i++) {
                sink.row("c" + i, read);
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        running = new RunningStore(folder);
        running.start(FakeModule.servers());
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void unqualifiedNamesAreFoundInAllSchemasMainFirst() throws Exception {
        running.store.bindTable(new Counters(1), Map.of());
        running.type("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (1, 'in main')");
        assertEquals(List.of("c0|1"), running.ask("SELECT * FROM Stats_Counters", "Stats_Counters"));
        running.servers("disk");
        assertEquals(List.of("in main"), running.ask("SELECT hostname FROM mysql_servers", "mysql_servers"));
        assertEquals(List.of("1"), running.ask("SELECT COUNT(*) FROM main.mysql_servers m LEFT JOIN"
                + " disk.mysql_servers d ON m.hostname = d.hostname WHERE d.hostname IS NULL", "disk.mysql_servers"));
    }

    @Test
    void administratorsEditMainAndDiskAndNothingElse() throws Exception {
        running.store.bindTable(new Counters(1), Map.of());
        running.ask("SELECT * FROM stats_counters", "stats.stats_counters");
        running.ask("SELECT * FROM runtime_mysql_servers", "runtime_mysql_servers");
        running.servers("disk");
        assertEquals(1, running.type("INSERT INTO disk.mysql_servers(hostname) VALUES ('d')"));
        assertEquals(List.of("0|d|3306"), running.servers("disk"), "defaults hold through the link");
        for (String refused : List.of("DELETE FROM runtime_mysql_servers", "DELETE FROM stats_counters",
                "DROP TABLE mysql_servers", "CREATE TABLE main.t (a INT)", "ALTER TABLE mysql_servers ADD x INT",
                "TRUNCATE TABLE runtime_mysql_servers", "SHUTDOWN", "CREATE ALIAS x FOR 'java.lang.System.exit'",
                "SET MODE Regular", "CREATE LINKED TABLE main.l('', 'jdbc:h2:mem:x', '', '', 't')")) {
            assertThrows(SQLException.class, () -> running.type(refused), refused);
        }
        assertThrows(SQLException.class, () -> running.ask("SELECT FILE_READ('/etc/hostname')"));
    }

    @Test
    void statisticsLoginsOnlyRead() throws Exception {
        running.store.bindTable(new Counters(1), Map.of());
        Filled held = running.store.fill(Set.of("stats_counters"));
        try (Connection connection = running.store.connect(Role.STATS)) {
            assertEquals(List.of("c0|1"), RunningStore.rows(connection, "SELECT * FROM stats_counters"));
            assertThrows(SQLException.class, () -> RunningStore.rows(connection, "SELECT * FROM main.mysql_servers"));
            assertThrows(SQLException.class,
                    () -> connection.createStatement().executeUpdate("DELETE FROM stats_counters"));
        }
        held.close();
        held.close(); // twice is once
        assertEquals(List.of("stats", "monitor", "stats_history"), running.store.schemas(Role.STATS));
        assertEquals(List.of("main", "disk", "stats", "monitor", "stats_history"), running.store.schemas(Role.ADMIN));
    }

    @Test
    void errorsNameTheConstraint() {
        String insert = "INSERT INTO mysql_servers(hostname, port) VALUES ('a', %s)";
        assertTrue(message(insert.formatted("70000")).contains("\"CK_mysql_servers_2: \""));
        assertTrue(message("INSERT INTO mysql_servers(port) VALUES (1)").contains("NULL not allowed for column"));
        assertTrue(message("INSERT INTO mysql_servers(hostname) VALUES ('a'), ('a')")
                .contains("main.mysql_servers(hostgroup_id, hostname, port)"));
    }

    private String message(String sql) {
        return assertThrows(SQLException.class, () -> running.type(sql)).getMessage();
    }

    @Test
    void runtimeShowsWhatTheDefinitionWouldRefuse() throws Exception {
        FakeModule module = FakeModule.users();
        running.start(module);
        module.run("mysql_users", "u|p|7|0|0|x|0|0|0|0|0|0||", "u|p|7|0|0|x|0|0|0|0|0|0||");
        assertEquals(List.of("u|7", "u|7"),
                running.ask("SELECT username, active FROM runtime_mysql_users", "runtime_mysql_users"));
        assertTrue(running.store.table("main", "runtime_mysql_users").orElseThrow().createSql()
                .startsWith("CREATE TABLE runtime_mysql_users ("));
    }

    @Test
    void virtualTableOfTheNewestBundleAnswersAndGoesWithTheLast() throws Exception {
        Counters one = new Counters(1);
        Counters two = new Counters(2);
        running.store.bindTable(one, Map.of("service.bundleid", 3L));
        running.store.bindTable(two, Map.of("service.bundleid", 4L));
        assertEquals(2, running.ask("SELECT * FROM stats_counters", "stats_counters").size());
        assertEquals(List.of("stats_counters"), running.store.tables("stats"));
        running.store.unbindTable(two);
        assertEquals(1, running.ask("SELECT * FROM stats_counters", "stats_counters").size());
        assertEquals(Optional.empty(), running.store.stoppedModule("stats_counters"));
        running.store.unbindTable(one);
        assertEquals(Optional.of("bundle-4"), running.store.stoppedModule("stats.Stats_Counters"),
                "the bundle to start is the newest");
        assertEquals(List.of(), running.store.tables("stats"));
        assertEquals(Optional.empty(), running.store.table("stats", "stats_counters"));
        assertThrows(SQLException.class, () -> running.ask("SELECT * FROM stats_counters", "stats_counters"));
    }

    @Test
    void virtualTableWithAnotherDefinitionIsMadeAnew() throws Exception {
        Counters one = new Counters(1);
        running.store.bindTable(one, Map.of());
        running.ask("SELECT * FROM stats_counters", "stats_counters");
        running.store.unbindTable(one);
        TableDefinition other = new TableDefinition("stats_counters", COUNTERS.replace("value INT", "amount INT"));
        running.store.bindTable(new Counters("stats", other, 1, new AtomicInteger()), Map.of());
        assertEquals(List.of("1"), running.ask("SELECT amount FROM stats_counters", "stats_counters"));
    }

    @Test
    void failingVirtualTableIsAnErrorOfTheStatementAndHoldsNothing() throws Exception {
        running.store.bindTable(new Counters(1), Map.of());
        VirtualTable broken = new VirtualTable() {
            @Override
            public String schema() {
                return "stats";
            }

            @Override
            public TableDefinition table() {
                return new TableDefinition("stats_x", "CREATE TABLE stats_x (a INT)");
            }

            @Override
            public void read(RowSink sink) {
                throw new IllegalStateException("bug");
            }
        };
        running.store.bindTable(broken, Map.of());
        Set<String> both = Set.of("stats_counters", "stats_x");
        assertTrue(assertThrows(SQLException.class, () -> running.store.fill(both)).getMessage()
                .startsWith("stats.stats_x: its module failed"));
        assertEquals(1, running.ask("SELECT * FROM stats_counters", "stats_counters").size());
    }

    @Test
    void filledTableHoldsStillUntilItsStatementIsDone() throws Exception {
        running.store.bindTable(new Counters(1), Map.of());
        Filled held = running.store.fill(Set.of("stats_counters"));
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<List<String>> other = CompletableFuture.supplyAsync(() -> {
            waiting.countDown();
            return asked("SELECT * FROM stats_counters", "stats_counters");
        });
        waiting.await();
        assertEquals(List.of("0"), running.ask("SELECT COUNT(*) FROM runtime_mysql_servers", "runtime_mysql_servers"),
                "other tables are not held");
        assertFalse(other.isDone());
        try (Connection connection = running.store.connect(Role.ADMIN)) {
            assertEquals(List.of("c0|1"), RunningStore.rows(connection, "SELECT * FROM stats_counters"));
        }
        held.close();
        assertEquals(List.of("c0|2"), other.get());
    }

    @Test
    void manySessionsFillManyTablesWithoutMixingOrWaitingForEver() throws Exception {
        running.store.bindTable(new Counters(200), Map.of());
        TableDefinition second = new TableDefinition("stats_zz", COUNTERS.replace("stats_counters", "stats_zz"));
        running.store.bindTable(new Counters("stats", second, 200, new AtomicInteger()), Map.of());
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        String consistent = "SELECT COUNT(*), COUNT(DISTINCT value) FROM ";
        Thread[] sessions = new Thread[8];
        for (int i = 0; i < sessions.length; i++) {
            boolean forward = i % 2 == 0;
            sessions[i] = new Thread(() -> {
                for (int round = 0; round < 20; round++) {
                    String first = forward ? "stats_counters" : "stats.stats_zz";
                    String last = forward ? "stats_zz" : "stats.stats_counters";
                    List<String> rows = asked(consistent + first + " UNION ALL " + consistent + last, first, last);
                    if (!rows.equals(List.of("200|1", "200|1"))) {
                        wrong.add(rows.toString());
                    }
                }
            });
            sessions[i].start();
        }
        for (Thread session : sessions) {
            session.join();
        }
        assertEquals(List.of(), List.copyOf(wrong));
    }

    private List<String> asked(String sql, String... tables) {
        try {
            return running.ask(sql, tables);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

package switchboard.monitor.readonly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.Monitor;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.config.LoadedTable;
import switchboard.api.server.ServerStatus;
import switchboard.api.service.Newest;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;
import switchboard.monitor.connection.CheckClock;
import switchboard.monitor.log.Entry;
import switchboard.monitor.log.LogTable;
import switchboard.monitor.log.Logs;
import switchboard.monitor.rig.TestDirectory;
import switchboard.monitor.rig.TestVariables;

class ReadOnlyCheckTest {
    private static final String TABLE = "mysql_replication_hostgroups";
    private static final ConfigTable DEFINITION = new ConfigTable(new TableDefinition(TABLE, ""), "", null, null);

    private final Logs logs = new Logs(CheckClock.SYSTEM);
    private final TestDirectory directory = new TestDirectory(TestDirectory.server(10, "db1", 3306),
            TestDirectory.server(20, "db1", 3307));
    private final TestVariables variables = new TestVariables();
    private final ReadOnlyCheck check = new ReadOnlyCheck(logs);
    private long micros = CheckClock.SYSTEM.micros();
    private long loads;

    /** The rows of mysql_replication_hostgroups as LOAD MYSQL SERVERS brings them. */
    private final class Loaded implements LoadedModules {
        private final Rows rows;

        Loaded(String... types) {
            List<String[]> values = new ArrayList<>();
            for (int i = 0; i < types.length; i++) {
                values.add(new String[]{String.valueOf(10 + i * 20), String.valueOf(20 + i * 20), types[i], ""});
            }
            rows = new Rows(List.of("writer_hostgroup", "reader_hostgroup", "check_type", "comment"), values);
        }

        @Override
        public List<String> modules() {
            return List.of("MYSQL SERVERS");
        }

        @Override
        public Optional<LoadedModule> loaded(String module) {
            return Optional.of(new LoadedModule(module, loads, 0,
                    List.of(new LoadedTable(DEFINITION, rows, rows, () -> rows)), () -> true));
        }
    }

    @BeforeEach
    void loadOnePair() {
        check.variablesChanged(variables.with("monitor_read_only_max_timeout_count", 3));
        check.bindServers(directory, Map.of(Newest.BUNDLE_ID, 1L));
        load("read_only");
    }

    private void load(String... types) {
        loads++;
        check.bindModules(new Loaded(types), Map.of(Newest.BUNDLE_ID, loads));
        check.groups();
    }

    private CheckGroup group(int port) {
        return check.groups().stream().filter(group -> group.key().equals("db1:" + port)).findFirst().orElseThrow();
    }

    private CheckTarget target(int port) {
        return check.targets(group(port)).getFirst();
    }

    private String statement(int port) {
        return ((CheckQuestion.Query) target(port).question()).byServerVersion().apply("8.0.36");
    }

    private void says(int port, String value) {
        Rows rows = new Rows(List.of("read_only"), List.<String[]>of(new String[]{value}));
        check.answered(group(port), new CheckResult(target(port), micros++, 300, "8.0.36", rows, 0, null, false));
    }

    private void fails(int port, boolean timedOut) {
        check.answered(group(port), new CheckResult(target(port), micros++, 300, "", CheckResult.NO_ROWS, 2013,
                timedOut ? "timeout check" : "Lost connection", timedOut));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"read_only;SELECT @@global.read_only read_only",
            "innodb_read_only;SELECT @@global.innodb_read_only read_only",
            "super_read_only;SELECT @@global.super_read_only read_only",
            "READ_ONLY&innodb_read_only;SELECT @@global.read_only&@@global.innodb_read_only read_only",
            "read_only|innodb_read_only;SELECT @@global.read_only|@@global.innodb_read_only read_only"})
    void asksAsTheCheckTypeSays(String type, String statement) {
        load(type);
        assertEquals(statement, statement(3306));
    }

    @Test
    void asksNobodyWhoIsOfflineOrInNoPair() {
        directory.set(TestDirectory.server(10, "db1", 3306).with(ServerStatus.OFFLINE_SOFT),
                TestDirectory.server(20, "db1", 3307).with(ServerStatus.OFFLINE_HARD),
                TestDirectory.server(20, "db1", 3308).with(ServerStatus.SHUNNED),
                TestDirectory.server(50, "db1", 3309));
        assertEquals(List.of("db1:3308"), check.groups().stream().map(CheckGroup::key).toList());
    }

    @Test
    void promotionMovesBothServersAsSoonAsEachHasAnswered() {
        variables.with("monitor_writer_is_also_reader", false);
        check.variablesChanged(variables);
        says(3306, "1");
        assertEquals(List.of("20:3306:ONLINE", "20:3307:ONLINE"), directory.states());
        says(3307, "0");
        assertEquals(List.of("10:3307:ONLINE", "20:3306:ONLINE"), directory.states());
    }

    @Test
    void anAnswerWithoutAUsableValueCountsAsReadOnly() {
        says(3306, null);
        assertEquals(List.of("20:3306:ONLINE", "20:3307:ONLINE"), directory.states());
    }

    @Test
    void assumesReadOnlyAfterTheLastOfSoManyTimeoutsInARow() {
        fails(3306, true);
        fails(3306, true);
        fails(3306, false);
        fails(3306, true);
        fails(3306, true);
        assertTrue(directory.states().contains("10:3306:ONLINE"), "an error between them is no timeout");
        fails(3306, true);
        assertEquals(List.of("20:3306:ONLINE", "20:3307:ONLINE"), directory.states());
        says(3306, "0");
        assertTrue(directory.states().contains("10:3306:ONLINE"), "and it writes again when it says so");
    }

    @ParameterizedTest(name = "mysql-monitor_read_only_max_timeout_count={0}")
    @ValueSource(ints = {1, 2, 5})
    void assumesReadOnlyAfterAsManyTimeoutsAsSet(int count) {
        check.variablesChanged(variables.with("monitor_read_only_max_timeout_count", count));
        for (int i = 1; i < count; i++) {
            fails(3306, true);
        }
        assertTrue(directory.states().contains("10:3306:ONLINE"));
        fails(3306, true);
        assertEquals(List.of("20:3306:ONLINE", "20:3307:ONLINE"), directory.states());
    }

    @Test
    void otherErrorsDoNothing() {
        for (int i = 0; i < 20; i++) {
            fails(3306, false);
        }
        assertEquals(List.of("10:3306:ONLINE", "20:3307:ONLINE"), directory.states());
    }

    @Test
    void looksOnceAfterEachLoadWhetherAWriterWritesForAllItsPairs() {
        load("read_only", "read_only");
        says(3306, "0");
        directory.set(TestDirectory.server(10, "db1", 3306), TestDirectory.server(40, "db1", 3306));
        says(3306, "0");
        assertEquals(List.of("10:3306:ONLINE", "40:3306:ONLINE"), directory.states());
        load("read_only", "read_only");
        says(3306, "0");
        assertEquals(List.of("10:3306:ONLINE", "30:3306:ONLINE", "40:3306:ONLINE"), directory.states());
    }

    @Test
    void logsEachAnswer() {
        says(3306, "0");
        says(3306, "1");
        fails(3307, true);
        List<Entry> entries = new ArrayList<>();
        logs.of(LogTable.READ_ONLY).each(entries::add);
        assertEquals(0L, entries.get(0).value());
        assertEquals(1L, entries.get(1).value());
        assertNull(entries.get(2).value());
        assertEquals("timeout check", entries.get(2).error());
    }

    @Test
    void findsInstancesOfAnRdsClusterInEachNthAnswer() {
        String writer = "w.x.eu-west-1.rds.amazonaws.com";
        directory.set(TestDirectory.server(10, writer, 3306));
        check.variablesChanged(variables.with("monitor_aws_rds_topology_discovery_interval", 2));
        CheckGroup group = check.groups().getFirst();
        CheckTarget first = check.targets(group).getFirst();
        assertEquals("SELECT @@global.read_only read_only, id, endpoint, port FROM mysql.rds_topology",
                ((CheckQuestion.Query) first.question()).byServerVersion().apply("8.0.36"));
        Rows rows = new Rows(List.of("read_only", "id", "endpoint", "port"),
                List.<String[]>of(new String[]{"0", "1", writer, "3306"},
                        new String[]{"0", "2", "r.x.eu-west-1.rds.amazonaws.com", "3306"},
                        new String[]{"0", "3", "evil.example.com", "3306"},
                        new String[]{"0", "4", "q.x.eu-west-1.rds.amazonaws.com", "99999"}));
        check.answered(group, new CheckResult(first, micros++, 300, "8.0.36", rows, 0, null, false));
        assertEquals(List.of("r.x.eu-west-1.rds.amazonaws.com"),
                directory.servers().in(20).stream().map(server -> server.key().hostname()).toList());
        CheckTarget second = check.targets(check.groups().getFirst()).getFirst();
        assertEquals("SELECT @@global.read_only read_only",
                ((CheckQuestion.Query) second.question()).byServerVersion().apply("8.0.36"));
    }

    @Test
    void aSuccessorGoesOnCountingTimeouts() {
        fails(3306, true);
        fails(3306, true);
        Logs nextLogs = new Logs(CheckClock.SYSTEM);
        nextLogs.takeOver(new Monitor() {
            @Override
            public void logged(String table, Consumer<Object[]> sink) {
                logs.each(table, sink);
            }

            @Override
            public boolean isResponsive(String hostname, int port) {
                return true;
            }
        });
        ReadOnlyCheck next = new ReadOnlyCheck(nextLogs);
        next.variablesChanged(variables.with("monitor_read_only_max_timeout_count", 3));
        next.bindServers(directory, Map.of(Newest.BUNDLE_ID, 2L));
        next.bindModules(new Loaded("read_only"), Map.of(Newest.BUNDLE_ID, 2L));
        CheckGroup group = next.groups().stream().filter(one -> one.key().equals("db1:3306")).findFirst().orElseThrow();
        assertEquals("10:3306:ONLINE", directory.states().getFirst());
        next.answered(group,
                new CheckResult(next.targets(group).getFirst(), micros++, 300, "", CheckResult.NO_ROWS, 2013,
                        "timeout check", true));
        assertEquals("20:3306:ONLINE", directory.states().getFirst(), "the third in a row");
    }
}

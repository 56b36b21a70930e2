package switchboard.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.service.Newest;
import switchboard.monitor.connection.CheckClock;
import switchboard.monitor.lag.ReplicationLagCheck;
import switchboard.monitor.log.Entry;
import switchboard.monitor.log.LogTable;
import switchboard.monitor.log.Logs;
import switchboard.monitor.ping.ConnectCheck;
import switchboard.monitor.ping.PingCheck;
import switchboard.monitor.ping.PingStates;
import switchboard.monitor.readonly.ReadOnlyCheck;
import switchboard.monitor.rig.FakeServer;
import switchboard.monitor.rig.Loops;
import switchboard.monitor.rig.OnePair;
import switchboard.monitor.rig.TestDirectory;
import switchboard.monitor.rig.TestTls;
import switchboard.monitor.rig.TestVariables;
import switchboard.mysql.protocol.auth.NativePassword;

/** Variables of the monitor, each tried alone: what a server, or the log, sees of it. */
class MonitorVariablesTest {
    private static final String HOST = "127.0.0.1";

    private final Loops loops = new Loops();
    private final FakeServer server = loops.server();
    private final Logs logs = new Logs(CheckClock.SYSTEM);
    private final TestVariables variables = new TestVariables();
    private final TestDirectory directory = new TestDirectory(new Server(new ServerKey(20, HOST, server.port()), 0,
            ServerStatus.ONLINE, 1, false, 100, 30, false, 0, ""));
    private final PingStates states = new PingStates(logs);
    private final PingCheck ping = new PingCheck(logs, states);
    private final ConnectCheck connect = new ConnectCheck(logs);
    private final ReadOnlyCheck readOnly = new ReadOnlyCheck(logs);
    private final ReplicationLagCheck lag = new ReplicationLagCheck(logs);
    private final MonitorModule monitor = new MonitorModule(loops.transport(), new TestTls(), logs, states);

    @AfterEach
    void close() {
        monitor.stop();
        loops.close();
    }

    private void publish() {
        ping.variablesChanged(variables);
        connect.variablesChanged(variables);
        readOnly.variablesChanged(variables);
        lag.variablesChanged(variables);
        monitor.variablesChanged(variables);
    }

    private void start() {
        server.answers(sql -> sql.contains("read_only")
                ? new FakeServer.Row(List.of("read_only"), List.of("1"))
                : new FakeServer.Row(List.of("Seconds_Behind_Master"), List.of("0")));
        Map<String, Object> bundle = Map.of(Newest.BUNDLE_ID, 1L);
        ping.bindServers(directory, bundle);
        connect.bindServers(directory, bundle);
        readOnly.bindServers(directory, bundle);
        readOnly.bindModules(new OnePair(), bundle);
        lag.bindServers(directory, bundle);
        monitor.bindCheck(ping, bundle);
        monitor.bindCheck(connect, bundle);
        monitor.bindCheck(readOnly, bundle);
        monitor.bindCheck(lag, bundle);
        publish();
    }

    /** Of all four checks. */
    private void all(String variable, long millis) {
        for (LogTable table : LogTable.values()) {
            variables.with(name(table, variable), millis);
        }
    }

    private static String name(LogTable table, String variable) {
        return "monitor_" + table.name().toLowerCase(Locale.ROOT) + "_" + variable;
    }

    private List<Entry> log(LogTable table) {
        List<Entry> entries = new ArrayList<>();
        logs.of(table).each(entries::add);
        return entries;
    }

    private void awaitLog(LogTable table, int rows) {
        Loops.await(() -> table + ": " + log(table), () -> log(table).size() >= rows);
    }

    @ParameterizedTest(name = "mysql-monitor_{0}_interval")
    @EnumSource(LogTable.class)
    void eachCheckHasAnIntervalOfItsOwnThatMayChange(LogTable table) {
        all("interval", 1_000_000);
        start();
        for (LogTable any : LogTable.values()) {
            awaitLog(any, 1);
        }
        variables.with(name(table, "interval"), 100);
        publish();
        awaitLog(table, 5);
        for (LogTable other : LogTable.values()) {
            assertTrue(other == table || log(other).size() == 1, () -> other + ": " + log(other));
        }
    }

    @ParameterizedTest(name = "mysql-monitor_{0}_timeout")
    @EnumSource(LogTable.class)
    void eachCheckHasATimeoutOfItsOwn(LogTable table) {
        server.silent(true);
        all("interval", 100);
        all("timeout", 600_000);
        variables.with(name(table, "timeout"), 100);
        start();
        awaitLog(table, 2);
        for (LogTable other : LogTable.values()) {
            assertTrue(other == table || log(other).isEmpty(), () -> other + ": " + log(other));
        }
        assertTrue(log(table).stream().allMatch(entry -> entry.error().startsWith("timeout on creating")));
    }

    @ParameterizedTest(name = "mysql-monitor_ping_max_failures={0}")
    @ValueSource(ints = {1, 2, 5})
    void aServerIsShunnedAtTheLastOfSoManyMissedPings(int failures) {
        server.close();
        all("interval", 1_000_000);
        variables.with("monitor_ping_interval", 100).with("monitor_ping_max_failures", failures);
        AtomicInteger missed = new AtomicInteger();
        directory.whenChanged(() -> missed.compareAndSet(0, log(LogTable.PING).size()));
        start();
        Loops.await(() -> directory.states().toString(), () -> directory.states().getFirst().endsWith(":SHUNNED"));
        assertEquals(failures, missed.get());
    }

    @Test
    void logsInAsTheUserWithThePassword() {
        variables.with("monitor_username", "watcher").with("monitor_password", "sesam");
        start();
        awaitLog(LogTable.PING, 1);
        assertEquals("watcher", server.lastLogin().username());
        assertTrue(NativePassword.verify("sesam", new byte[20], server.lastLogin().authResponse()));
    }

    @ParameterizedTest(name = "mysql-monitor_wait_timeout={0}, mysql-monitor_ping_interval={1}: {2}")
    @CsvSource({"true, 8000, SET wait_timeout=80", "true, 2500, SET wait_timeout=25", "true, 10, SET wait_timeout=1",
            "false, 8000,"})
    void newConnectionsLastForTenPings(boolean set, int interval, String statement) {
        variables.with("monitor_wait_timeout", set).with("monitor_ping_interval", interval);
        start();
        awaitLog(LogTable.PING, 1);
        assertEquals(statement == null ? Set.of() : Set.of(statement), server.settings());
    }

    @Test
    void withoutTheMonitorNobodyIsAsked() {
        variables.with("monitor_enabled", false);
        start();
        monitor.bindCheck(ping, Map.of(Newest.BUNDLE_ID, 2L));
        assertEquals(0, server.logins());
        variables.with("monitor_enabled", true);
        publish();
        awaitLog(LogTable.PING, 1);
    }

    @Test
    void answersAreKeptForTheHistory() {
        long[] micros = {1_000_000_000L};
        Logs some = new Logs(new CheckClock(() -> Instant.ofEpochSecond(0, micros[0] * 1000), () -> 0));
        some.variablesChanged(variables.with("monitor_history", 5_000));
        some.of(LogTable.PING).add(new Entry("db1", 3306, micros[0], 5, null, null));
        micros[0] += 5_000_000;
        int[] rows = {0};
        some.of(LogTable.PING).each(entry -> rows[0]++);
        assertEquals(1, rows[0]);
        micros[0] += 1;
        some.of(LogTable.PING).each(entry -> rows[0]++);
        assertEquals(1, rows[0], "and is forgotten then");
    }
}

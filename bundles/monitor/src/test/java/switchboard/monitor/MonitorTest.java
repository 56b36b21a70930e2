package switchboard.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static switchboard.monitor.rig.TestDirectory.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.HealthCheck;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.service.Newest;
import switchboard.monitor.connection.CheckClock;
import switchboard.monitor.log.Entry;
import switchboard.monitor.log.LogTable;
import switchboard.monitor.log.Logs;
import switchboard.monitor.ping.ConnectCheck;
import switchboard.monitor.ping.PingCheck;
import switchboard.monitor.ping.PingStates;
import switchboard.monitor.rig.FakeServer;
import switchboard.monitor.rig.Loops;
import switchboard.monitor.rig.TestDirectory;
import switchboard.monitor.rig.TestTls;
import switchboard.monitor.rig.TestVariables;

/** The whole monitor against fake servers on sockets. */
class MonitorTest {
    private static final String HOST = "127.0.0.1";

    private final Loops loops = new Loops();
    private final TestVariables variables = new TestVariables().with("monitor_ping_interval", 100)
            .with("monitor_ping_timeout", 5000).with("monitor_connect_interval", 100);
    private final TestDirectory directory = new TestDirectory();
    private final List<MonitorModule> started = new ArrayList<>();
    private final Logs logs = new Logs(CheckClock.SYSTEM);

    @AfterEach
    void close() {
        started.forEach(MonitorModule::stop);
        loops.close();
    }

    private MonitorModule start(long bundle, HealthCheck... checks) {
        return start(bundle, logs, checks);
    }

    private MonitorModule start(long bundle, Logs itsLogs, HealthCheck... checks) {
        PingStates states = new PingStates(itsLogs);
        PingCheck ping = new PingCheck(itsLogs, states);
        MonitorModule monitor = new MonitorModule(loops.transport(), new TestTls(), itsLogs, states);
        started.add(monitor);
        bind(monitor, bundle, checks);
        ping.bindServers(directory, Map.of(Newest.BUNDLE_ID, 1L));
        ping.variablesChanged(variables);
        bind(monitor, bundle, ping);
        monitor.variablesChanged(variables);
        return monitor;
    }

    private static void bind(MonitorModule monitor, long bundle, HealthCheck... checks) {
        for (HealthCheck check : checks) {
            monitor.bindCheck(check, Map.of(Newest.BUNDLE_ID, bundle));
        }
    }

    private List<Entry> log(LogTable table, int port) {
        List<Entry> entries = new ArrayList<>();
        logs.of(table).each(entry -> {
            if (entry.port() == port) {
                entries.add(entry);
            }
        });
        return entries;
    }

    private void awaitPings(int port, int count) {
        Loops.await(() -> log(LogTable.PING, port).toString(), () -> log(LogTable.PING, port).size() >= count);
    }

    private void awaitState(String state) {
        Loops.await(() -> directory.states().toString(), () -> directory.states().contains(state));
    }

    @Test
    void pingsOnOneConnectionThatStays() {
        FakeServer server = loops.server();
        directory.set(server(10, HOST, server.port()), server(20, HOST, server.port()));
        start(1);
        awaitPings(server.port(), 5);
        assertEquals(1, server.logins(), "one connection, and one check for both hostgroups");
        for (Entry ping : log(LogTable.PING, server.port())) {
            assertNull(ping.error());
            assertTrue(ping.successMicros() > 0);
        }
    }

    @Test
    void aServerThatHangsIsShunnedAndHoldsBackNobody() {
        FakeServer healthy = loops.server();
        FakeServer hanging = loops.server();
        FakeServer mute = loops.server();
        mute.silent(true);
        variables.with("monitor_ping_timeout", 800);
        directory.set(server(10, HOST, healthy.port()), server(10, HOST, hanging.port()),
                server(20, HOST, hanging.port()), server(10, HOST, mute.port()));
        start(1);
        awaitPings(hanging.port(), 1);
        hanging.silent(true);
        awaitState("10:" + hanging.port() + ":SHUNNED");
        awaitState("10:" + mute.port() + ":SHUNNED");
        awaitState("20:" + hanging.port() + ":SHUNNED"); // all its entries
        assertTrue(directory.servers().in(20).getFirst().killsConnections());
        assertTrue(directory.states().contains("10:" + healthy.port() + ":ONLINE"));
        List<Entry> missed = log(LogTable.PING, hanging.port()).stream().filter(ping -> ping.error() != null).toList();
        assertEquals("timeout check", missed.getFirst().error());
        assertEquals(0, missed.getFirst().successMicros());
        assertTrue(log(LogTable.PING, mute.port()).getFirst().error()
                .startsWith("timeout on creating new connection: Can't connect to server on '127.0.0.1' ("));
        assertTrue(log(LogTable.PING, healthy.port()).stream().anyMatch(ping -> ping.error() == null));
    }

    @Test
    void otherChecksLeaveOutAServerThatMissesPingsUntilItIsBack() {
        FakeServer server = loops.server();
        directory.set(server(10, HOST, server.port()));
        Probe probe = new Probe("probe",
                new CheckTarget(HOST, server.port(), false, CheckQuestion.Query.of("SELECT 1")));
        start(1, probe);
        Loops.await(probe::toString, () -> !probe.results.isEmpty());
        server.close();
        awaitState("10:" + server.port() + ":SHUNNED");
        probe.rounds.set(0);
        probe.results.clear();
        Loops.await(probe::toString, () -> probe.rounds.get() > 3);
        assertEquals(List.of(), probe.results, "it is not asked");
        server.start();
        Loops.await(probe::toString, () -> probe.results.stream().anyMatch(CheckResult::isSuccess));
    }

    @Test
    void aServerThatIsDownTellsWhy() {
        FakeServer server = loops.server();
        directory.set(server(10, HOST, server.port()));
        server.close();
        start(1);
        awaitState("10:" + server.port() + ":SHUNNED");
        assertEquals("Can't connect to server on '127.0.0.1' (111)",
                log(LogTable.PING, server.port()).getFirst().error());
    }

    @Test
    void aRefusedLoginShunsNobody() {
        FakeServer server = loops.server();
        server.refusesLogins(1045);
        directory.set(server(10, HOST, server.port()));
        start(1);
        awaitPings(server.port(), 6);
        assertEquals(List.of("10:" + server.port() + ":ONLINE"), directory.states());
        assertEquals("Access denied for user 'monitor'", log(LogTable.PING, server.port()).getFirst().error());
    }

    @Test
    void aServerWhoseRowWantsTlsAndHasNoneIsNotAskedInClear() {
        FakeServer server = loops.server();
        Server plain = server(10, HOST, server.port());
        directory.set(plain,
                new Server(new ServerKey(20, HOST, server.port()), 0, ServerStatus.ONLINE, 1, false, 100, 0,
                        true, 0, ""));
        variables.with("monitor_ping_timeout", 10_000); // the first use of TLS loads its classes
        start(1);
        awaitPings(server.port(), 1);
        assertEquals("SSL connection error: SSL is required but the server doesn't support it",
                log(LogTable.PING, server.port()).getFirst().error());
        assertEquals(0, server.logins());
    }

    @Test
    void filesOfTlsThatCannotBeReadAreNamed() {
        FakeServer server = loops.server();
        directory.set(new Server(new ServerKey(20, HOST, server.port()), 0, ServerStatus.ONLINE, 1, false, 100, 0, true,
                0, ""));
        variables.with("ssl_p2s_ca", "missing.pem").with("monitor_ping_timeout", 10_000);
        start(1);
        awaitPings(server.port(), 1);
        assertEquals("SSL connection error: missing.pem can't be read",
                log(LogTable.PING, server.port()).getFirst().error());
    }

    @Test
    void aConnectionThatWasLostUnnoticedIsOpenedAnewWithoutAMissedPing() {
        FakeServer server = loops.server();
        directory.set(server(10, HOST, server.port()));
        start(1);
        awaitPings(server.port(), 2);
        server.dropConnections();
        awaitPings(server.port(), 6);
        assertTrue(log(LogTable.PING, server.port()).stream().allMatch(ping -> ping.error() == null));
        assertEquals(2, server.logins());
    }

    @Test
    void connectsAnewForEachConnectCheck() {
        FakeServer server = loops.server();
        directory.set(server(10, HOST, server.port()));
        variables.with("monitor_ping_interval", 100_000);
        ConnectCheck connect = new ConnectCheck(logs);
        connect.bindServers(directory, Map.of(Newest.BUNDLE_ID, 1L));
        connect.variablesChanged(variables);
        start(1, connect);
        Loops.await(() -> log(LogTable.CONNECT, server.port()).toString(),
                () -> log(LogTable.CONNECT, server.port()).size() >= 4);
        assertTrue(server.logins() >= 4);
    }

    @Test
    void switchedOffItAsksNobodyAndSwitchedOnItGoesOn() {
        FakeServer server = loops.server();
        directory.set(server(10, HOST, server.port()));
        MonitorModule monitor = start(1);
        awaitPings(server.port(), 2);
        monitor.variablesChanged(variables.with("monitor_enabled", false));
        awaitQuiet(server);
        monitor.variablesChanged(variables.with("monitor_enabled", true));
        int before = log(LogTable.PING, server.port()).size();
        awaitPings(server.port(), before + 2);
    }

    private void awaitQuiet(FakeServer server) {
        AtomicLong quietSince = new AtomicLong(System.nanoTime());
        int[] seen = {server.commands()};
        Loops.await(() -> "still asked: " + server.commands(), () -> {
            if (server.commands() != seen[0]) {
                seen[0] = server.commands();
                quietSince.set(System.nanoTime());
            }
            return System.nanoTime() - quietSince.get() > Duration.ofMillis(500).toNanos();
        });
    }

    @Test
    void newCredentialsOpenNewConnections() {
        FakeServer server = loops.server();
        directory.set(server(10, HOST, server.port()));
        MonitorModule monitor = start(1);
        awaitPings(server.port(), 2);
        monitor.variablesChanged(variables.with("monitor_password", "other"));
        Loops.await(() -> "logins " + server.logins(), () -> server.logins() == 2);
        Loops.await(() -> "connections " + server.connections(), () -> server.connections() == 1);
    }

    @Test
    void aNewerMonitorTakesOverWithItsLogAndMissedPings() {
        FakeServer server = loops.server();
        directory.set(server(10, HOST, server.port()));
        variables.with("monitor_ping_max_failures", 1000).with("monitor_ping_timeout", 100);
        MonitorModule old = start(1);
        server.silent(true);
        awaitPings(server.port(), 4);
        Logs nextLogs = new Logs(CheckClock.SYSTEM);
        nextLogs.takeOver(old);
        List<Entry> handedOver = new ArrayList<>();
        nextLogs.of(LogTable.PING).each(handedOver::add);
        assertTrue(handedOver.size() >= 4, handedOver.toString());
        variables.with("monitor_ping_max_failures", handedOver.size() + 3);
        AtomicLong whenShunned = new AtomicLong();
        directory.whenChanged(() -> nextLogs.of(LogTable.PING).each(entry -> whenShunned.incrementAndGet()));
        MonitorModule next = start(2, nextLogs);
        old.replacedBy(() -> true);
        assertTrue(next.isResponsive(HOST, server.port()));
        awaitState("10:" + server.port() + ":SHUNNED");
        assertTrue(whenShunned.get() <= handedOver.size() + 5,
                "missed pings were counted on, not anew: " + whenShunned);
        assertFalse(next.isResponsive(HOST, server.port()));
    }

    @Test
    void theNewestOfTwoChecksOfOneNameIsAskedAndHearsWhatTheOtherHeard() {
        FakeServer server = loops.server();
        directory.set(server(10, HOST, server.port()));
        CheckTarget target = new CheckTarget(HOST, server.port(), false, CheckQuestion.Query.of("SELECT 1"));
        Probe old = new Probe("galera", target);
        MonitorModule monitor = start(1, old);
        Loops.await(old::toString, () -> old.results.size() >= 5);
        Probe next = new Probe("galera", target);
        bind(monitor, 7, next);
        Loops.await(next::toString, () -> !next.results.isEmpty());
        assertEquals(3, next.earlier.size(), "as many as it remembers");
        assertEquals(old.results.subList(old.results.size() - 3, old.results.size()), next.earlier);
        monitor.unbindCheck(next);
        old.results.clear();
        Loops.await(old::toString, () -> !old.results.isEmpty());
    }

    @Test
    void aCheckThatThrowsDoesNoHarm() {
        FakeServer server = loops.server();
        directory.set(server(10, HOST, server.port()));
        start(1, new Probe("broken", new CheckTarget(HOST, server.port(), false, CheckQuestion.PING)) {
            @Override
            public void answered(CheckGroup group, CheckResult result) {
                throw new IllegalStateException("broken check");
            }
        }, new Probe("worse", null) {
            @Override
            public List<CheckGroup> groups() {
                throw new IllegalStateException("broken check");
            }
        });
        awaitPings(server.port(), 5);
    }

    /** A check with one group. */
    private static class Probe implements HealthCheck {
        final List<CheckResult> results = new CopyOnWriteArrayList<>();
        final List<CheckResult> earlier = new CopyOnWriteArrayList<>();
        final AtomicLong rounds = new AtomicLong();
        private final String name;
        private final CheckTarget target;

        Probe(String name, CheckTarget target) {
            this.name = name;
            this.target = target;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<CheckGroup> groups() {
            return List.of(new CheckGroup("10", Duration.ofMillis(50), Duration.ofMillis(100)));
        }

        @Override
        public List<CheckTarget> targets(CheckGroup group) {
            return List.of(target);
        }

        @Override
        public void answered(CheckGroup group, CheckResult result) {
            results.add(result);
        }

        @Override
        public Duration roundEnded(CheckGroup group, List<CheckResult> all) {
            rounds.incrementAndGet();
            return group.interval();
        }

        @Override
        public int remembered() {
            return 3;
        }

        @Override
        public void takeOver(CheckGroup group, List<CheckResult> heard) {
            earlier.addAll(heard);
        }

        @Override
        public String toString() {
            return name + " rounds=" + rounds + " results=" + results;
        }
    }
}

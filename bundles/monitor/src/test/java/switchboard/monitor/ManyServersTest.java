package switchboard.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.check.HealthCheck;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.service.Newest;
import switchboard.monitor.connection.CheckClock;
import switchboard.monitor.connection.CheckTls;
import switchboard.monitor.connection.ConnectionSettings;
import switchboard.monitor.lag.ReplicationLagCheck;
import switchboard.monitor.log.Logs;
import switchboard.monitor.ping.ConnectCheck;
import switchboard.monitor.ping.PingCheck;
import switchboard.monitor.ping.PingStates;
import switchboard.monitor.readonly.ReadOnlyCheck;
import switchboard.monitor.rig.FakeServer;
import switchboard.monitor.rig.LoopKind;
import switchboard.monitor.rig.Loops;
import switchboard.monitor.rig.OnePair;
import switchboard.monitor.rig.TestDirectory;
import switchboard.monitor.rig.TestTls;
import switchboard.monitor.rig.TestVariables;
import switchboard.monitor.schedule.CheckScheduler;

/**
 * What many servers cost at ProxySQL's intervals: all four checks, answered by fake servers of the same process. Briefly
 * in each build; with {@code -Psoak} the 5,000 servers and the limits that are promised: less than a fifth of a
 * core, no check later than a tenth of its interval.
 */
class ManyServersTest {
    private static final Logger LOG = LoggerFactory.getLogger(ManyServersTest.class);
    private static final boolean LONG = Boolean.getBoolean("soak");
    private static final int SERVERS = LONG ? 5_000 : 200;
    private static final Duration WARM_UP = Duration.ofSeconds(LONG ? Integer.getInteger("seconds", 60) : 1);
    private static final Duration MEASURED = Duration.ofSeconds(LONG ? Integer.getInteger("seconds", 60) : 3);
    private static final double PROMISED_CORES = 0.2;

    private final TestVariables variables = new TestVariables();
    private final Logs logs = new Logs(CheckClock.SYSTEM);

    /** The other tests look for leaks of buffers, at a price; a product that is measured does not. */
    @BeforeAll
    static void runAsTheProductDoes() {
        if (LONG) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    @AfterAll
    static void lookForLeaksAgain() {
        if (LONG) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        }
    }

    @Test
    void checksOfManyServersCostLittleAndComeInTime() {
        try (Loops loops = new Loops(LoopKind.ofTheProduct())) {
            FakeServer servers = loops.everyAddress();
            servers.answers(sql -> sql.contains("read_only")
                    ? new FakeServer.Row(List.of("read_only"), List.of("1"))
                    : new FakeServer.Row(List.of("Seconds_Behind_Master"), List.of("0")));
            Server[] replicas = replicas(servers.port());
            TestDirectory directory = new TestDirectory(replicas);
            PingStates states = new PingStates(logs);
            MonitorSettings settings = MonitorSettings.of(variables, null);
            ConnectionSettings connections = settings.connections();
            CheckScheduler scheduler = new CheckScheduler(loops.transport(),
                    new CheckTls(new TestTls(), () -> directory, System::nanoTime), () -> connections,
                    target -> states.isResponsive(target.hostname(), target.port()), CheckClock.SYSTEM);
            List<HealthCheck> checks = checks(states, directory);
            EventLoop first = loops.transport().eventLoops().getFirst();
            run(first, scheduler, checks, WARM_UP);
            directory.set(replicas); // who was shunned at the start is back by its time
            long roundsBefore = scheduler.late().rounds();
            long lateBefore = scheduler.late().late();
            long cpuBefore = loops.cpuOfMonitor().toNanos();
            long begun = System.nanoTime();
            run(first, scheduler, checks, MEASURED);
            double cores = (double) (loops.cpuOfMonitor().toNanos() - cpuBefore) / (System.nanoTime() - begun);
            long rounds = scheduler.late().rounds() - roundsBefore;
            long late = scheduler.late().late() - lateBefore;
            LOG.info("servers={} loops={} rounds={} late={} cores={} connections={}", SERVERS,
                    loops.transport().kind(), rounds, late, cores, servers.connections());
            scheduler.stop();
            assertTrue(rounds > SERVERS * (MEASURED.toSeconds() - 1), "rounds " + rounds);
            assertEquals(SERVERS, directory.states().stream().filter(state -> state.endsWith(":ONLINE")).count());
            if (LONG) {
                assertEquals(0, late, "rounds that came late, of " + rounds);
                assertTrue(cores < PROMISED_CORES, "cores " + cores);
            }
        }
    }

    /** Follows changes once a second as the monitor does, and where it does. */
    private static void run(EventLoop first, CheckScheduler scheduler, List<HealthCheck> checks, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Future<?> ticks = first.scheduleAtFixedRate(() -> scheduler.follow(checks), 0, 1, TimeUnit.SECONDS);
        Loops.await(() -> "", time.plusSeconds(30), () -> System.nanoTime() > end);
        ticks.cancel(false);
    }

    private List<HealthCheck> checks(PingStates states, TestDirectory directory) {
        PingCheck ping = new PingCheck(logs, states);
        ConnectCheck connect = new ConnectCheck(logs);
        ReadOnlyCheck readOnly = new ReadOnlyCheck(logs);
        ReplicationLagCheck lag = new ReplicationLagCheck(logs);
        Map<String, Object> bundle = Map.of(Newest.BUNDLE_ID, 1L);
        ping.bindServers(directory, bundle);
        connect.bindServers(directory, bundle);
        readOnly.bindServers(directory, bundle);
        readOnly.bindModules(new OnePair(), bundle);
        lag.bindServers(directory, bundle);
        ping.variablesChanged(variables);
        connect.variablesChanged(variables);
        readOnly.variablesChanged(variables);
        lag.variablesChanged(variables);
        return List.of(ping, connect, readOnly, lag);
    }

    private static Server[] replicas(int port) {
        List<Server> servers = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            servers.add(new Server(new ServerKey(20, "127.0." + i / 250 + "." + (i % 250 + 1), port), 0,
                    ServerStatus.ONLINE, 1, false, 100, 30, false, 0, ""));
        }
        return servers.toArray(new Server[0]);
    }
}

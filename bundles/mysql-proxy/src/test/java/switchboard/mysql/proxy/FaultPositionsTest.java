package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import io.netty.handler.ssl.SslContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.FaultyRelay;
import switchboard.mysql.proxy.rig.FaultyRelay.Fault;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedLogin;
import switchboard.mysql.proxy.rig.ScriptedServer;

/**
 * A server's connection is killed, reset, half-closed, stalled or slowed at every place where it matters of what the
 * server says: around the ends and headers of packets, from the greeting on; with {@code -Dsoak=true} at every byte
 * ({@code -Dfault.scenario=TLS|SHA2.*} for some of them). The client gets the right answer, an error, or the end of its connection, and nothing is left behind.
 */
class FaultPositionsTest {
    private static final boolean EVERY_BYTE = Boolean.getBoolean("soak");
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(1000);
    /** A session ticket of TLS is not of the same length each time. */
    private static final int TICKET_VARIES = 150;
    /** Of a kill, in each build. */
    private static final int STEP = 29;
    /** Of a stall amid a login, which takes its time limit: not each byte. */
    private static final int WAITING_STEP = 9;
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = new ScriptedServer();
    private final FaultyRelay relay = new FaultyRelay(server.port());
    private final ServerKey key = new ServerKey(0, "127.0.0.1", relay.port());

    FaultPositionsTest() {
        proxy.servers.add(key, ServerStatus.ONLINE, 1, 100, 0);
        proxy.follow();
        proxy.settings.localInfile = true;
        proxy.settings.defaultQueryTimeout = QUERY_TIMEOUT;
    }

    @AfterEach
    void everythingIsReleased() {
        relay.dropAll();
        proxy.close();
        relay.close();
        server.close();
    }

    static Stream<Arguments> cases() {
        String only = System.getProperty("fault.scenario", ".*");
        return Stream.of(FaultScenario.values()).filter(each -> each.name().matches(only)).flatMap(
                scenario -> Stream.of(Fault.values()).map(fault -> Arguments.of(scenario, fault)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsWellWhereverItStrikes(FaultScenario scenario, Fault fault) {
        scenario.script(server);
        if (scenario.isLogin()) {
            proxy.users.passwordTowardsServers = "secret";
        }
        if (scenario.isTls()) {
            SslContext context = ScriptedLogin.anyCertificate();
            proxy.backendTls = () -> (any, user) -> CompletableFuture.completedFuture(context);
            proxy.servers.useSsl(key, 100);
            proxy.follow();
        }
        relay.spoil(Fault.SLOW, Integer.MAX_VALUE);
        RawClient unharmed = scenario.client(proxy);
        List<String> expected = scenario.play(unharmed);
        unharmed.close();
        List<Integer> turns = relay.turns();
        int total = relay.forwarded();
        forget();
        assertFalse(expected.toString().contains("error"), expected::toString);
        boolean fromGreeting = scenario.isLogin() || scenario == FaultScenario.QUERY;
        for (int at : positions(scenario, fault, turns, total, fromGreeting ? 0 : turns.get(1))) {
            String where = scenario + " " + fault + " after " + at + " of " + total + " bytes, turns " + turns;
            boolean waits = fault == Fault.STALL
                    && (at < turns.get(1) || scenario.isLogin() || scenario == FaultScenario.RESET);
            proxy.settings.connectTimeoutServer = waits ? SHORT : LONG;
            boolean struck = strikes(scenario, fault, at, expected, turns.contains(at), where);
            // a KILL on its way from before may have met the fault; after a reset another connection may be the next
            for (int more = 0; !struck && more < 3; more++) {
                struck = strikes(scenario, fault, at, expected, turns.contains(at), where);
            }
            boolean varies = scenario.isTls() && at > total - TICKET_VARIES;
            assertTrue(struck || waits || varies || scenario == FaultScenario.RESET, where);
        }
    }

    /** One session with a fault; returns whether it has met the fault. */
    private boolean strikes(FaultScenario scenario, Fault fault, int at, List<String> expected, boolean betweenAnswers,
            String where) {
        relay.spoil(fault, at);
        RawClient client = scenario.client(proxy);
        long writes = server.count(":INSERT INTO t VALUES (1)");
        List<String> seen = fault == Fault.STALL ? playStalled(scenario, client) : scenario.play(client);
        boolean struck = relay.struck();
        assertRight(expected, seen, fault, betweenAnswers && scenario != FaultScenario.FILE, where);
        assertTrue(server.count(":INSERT INTO t VALUES (1)") - writes <= 1, () -> where + ": written twice");
        if (!seen.contains("closed")) {
            client.send(Command.COM_QUERY, "SELECT 1");
            Reply after = client.replyOrClose(); // a client whose state is lost is sent away after the error
            assertTrue(after == null ? seen.toString().contains("error") : after.rows().size() == 1, where);
        }
        client.close();
        ProxyRig.await(() -> proxy.sessions.count() == 0, () -> where + ": the session is left");
        ProxyRig.await(() -> proxy.count(LoopServer.Count.USED) == 0, () -> where + ": a connection is in use");
        forget();
        ProxyRig.await(() -> proxy.gates.of(key).open() == 0,
                () -> where + ": " + proxy.gates.of(key).open() + " connections are left");
        return struck;
    }

    /** Ends the proxy's idle connections: the next session makes a new one. */
    private void forget() {
        ProxyRig.await(() -> proxy.sessions.count() == 0, () -> "a session is left");
        relay.dropAll();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 0, () -> "still idle");
    }

    /** Time goes on when the connection has stalled: the command is over its time, then its server too long silent. */
    private List<String> playStalled(FaultScenario scenario, RawClient client) {
        AtomicBoolean ended = new AtomicBoolean();
        Thread time = Thread.ofVirtual().start(() -> {
            while (!relay.struck() && !ended.get()) {
                LockSupport.parkNanos(1_000_000);
            }
            proxy.advance(QUERY_TIMEOUT.plusSeconds(1));
            proxy.advance(Duration.ofSeconds(61));
        });
        try {
            return scenario.play(client);
        } finally {
            ended.set(true);
            ProxyRig.await(() -> !time.isAlive(), () -> "time goes on");
        }
    }

    /** Up to the fault as ever, then at most one error, then the usual answers again or the connection's end. */
    private static void assertRight(List<String> expected, List<String> seen, Fault fault, boolean betweenAnswers,
            String where) {
        Set<String> errors = fault == Fault.STALL
                ? Set.of("error 1907", "error 2013", "error 1317")
                : Set.of("error 2013");
        int failed = 0;
        for (int i = 0; i < seen.size(); i++) {
            String each = seen.get(i);
            if (!each.equals(expected.get(i))) {
                failed++;
                boolean error = errors.stream().anyMatch(each::contains);
                assertTrue(error || each.equals("closed"), () -> where + ": " + seen + " for " + expected);
            }
        }
        assertTrue(seen.size() == expected.size() || seen.getLast().equals("closed"), () -> where + ": " + seen);
        assertTrue(failed <= 2, () -> where + ": " + seen);
        if (fault == Fault.SLOW) {
            assertEquals(expected, seen, where);
        }
        assertFalse(betweenAnswers && seen.getFirst().equals("closed"), () -> where + ": " + seen);
    }

    /** @param from where the login ends: it is the same for all, and tried with one */
    private static Set<Integer> positions(FaultScenario scenario, Fault fault, List<Integer> turns, int total,
            int from) {
        Set<Integer> positions = new TreeSet<>();
        boolean slow = scenario.isTls() || fault == Fault.STALL && scenario.isLogin();
        int everyByte = fault == Fault.STALL && scenario.isLogin() ? WAITING_STEP : 1;
        int step = EVERY_BYTE ? everyByte : fault == Fault.KILL && !slow ? STEP : total;
        for (int i = from; i < total; i += step) {
            positions.add(i);
        }
        for (int turn : turns) {
            for (int near : slow ? new int[]{0, 5} : new int[]{-1, 0, 1, 5}) {
                positions.add(turn + near);
            }
        }
        positions.add((from + total) / 2);
        positions.add(total - 12);
        positions.add(total - 1);
        positions.removeIf(at -> at < from || at >= total);
        return positions;
    }
}

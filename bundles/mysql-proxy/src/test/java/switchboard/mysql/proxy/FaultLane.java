package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
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

/** A proxy, its server and the network between them, for one session after the other: faults of one scenario. */
final class FaultLane implements AutoCloseable {
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(1000);
    /** Of a login that has stalled: waited for in full. Where a slow machine misses it, the proxy tries again. */
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String WRITE = ":INSERT INTO t VALUES (1)";

    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = new ScriptedServer();
    private final FaultyRelay relay = new FaultyRelay(server.port());
    private final ServerKey key = new ServerKey(0, "127.0.0.1", relay.port());
    private final FaultScenario scenario;
    private final List<String> expected;
    private final List<Integer> turns;
    private final int total;

    /** Plays it once without a fault. */
    FaultLane(FaultScenario scenario) {
        this.scenario = scenario;
        proxy.servers.add(key, ServerStatus.ONLINE, 1, 100, 0);
        proxy.follow();
        proxy.settings.localInfile = true;
        proxy.settings.defaultQueryTimeout = QUERY_TIMEOUT;
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
        expected = scenario.play(unharmed);
        unharmed.close();
        turns = relay.turns();
        total = relay.forwarded();
        forget();
        assertFalse(expected.toString().contains("error"), expected::toString);
    }

    /** How many bytes of the server had gone through each time the proxy sent something. */
    List<Integer> turns() {
        return turns;
    }

    /** Bytes of the server in all. */
    int total() {
        return total;
    }

    /** Sessions with a fault at this place until one has met it. */
    void strike(Fault fault, int at) {
        String where = scenario + " " + fault + " after " + at + " of " + total + " bytes, turns " + turns;
        boolean waits = waits(fault, at);
        proxy.settings.connectTimeoutServer = waits ? SHORT : LONG;
        boolean struck = session(fault, at, where);
        // a KILL on its way from before may have met the fault; after a reset another connection may be the next
        for (int more = 0; !struck && more < 3; more++) {
            struck = session(fault, at, where);
        }
        assertTrue(struck || waits || scenario.mayMiss(at, total), where);
    }

    /** Whether the time limit of a login or a reset ends it, which no clock of the test's moves. */
    private boolean waits(Fault fault, int at) {
        return fault == Fault.STALL
                && (at < turns.get(1) || scenario.isLogin() || scenario == FaultScenario.RESET);
    }

    /** One session with a fault; returns whether it has met the fault. */
    private boolean session(Fault fault, int at, String where) {
        relay.spoil(fault, at);
        RawClient client = scenario.client(proxy);
        long writes = server.count(WRITE);
        List<String> seen = fault == Fault.STALL ? playStalled(client) : scenario.play(client);
        boolean struck = relay.struck();
        assertRight(seen, fault, turns.contains(at) && scenario != FaultScenario.FILE, where);
        assertTrue(server.count(WRITE) - writes <= 1, () -> where + ": written twice");
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
        server.forgetLog();
    }

    /** Time goes on when the connection has stalled: the command is over its time, then its server too long silent. */
    private List<String> playStalled(RawClient client) {
        AtomicBoolean ended = new AtomicBoolean();
        Thread time = Thread.ofVirtual().start(() -> {
            ProxyRig.await(() -> relay.struck() || ended.get(), () -> "neither struck nor ended");
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
    private void assertRight(List<String> seen, Fault fault, boolean betweenAnswers, String where) {
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

    @Override
    public void close() {
        relay.dropAll();
        proxy.close();
        relay.close();
        server.close();
    }
}

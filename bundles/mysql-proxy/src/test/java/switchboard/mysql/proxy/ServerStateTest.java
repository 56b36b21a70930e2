package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.server.ServerStatus;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.backend.LatencyRules;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** Servers that go offline, are shunned, come and go while clients work. */
class ServerStateTest {
    private final ProxyRig proxy = new ProxyRig();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(value = ServerStatus.class, names = "ONLINE", mode = EnumSource.Mode.EXCLUDE)
    void idleConnectionsAreClosedAtOnceAndNoNewOneIsOpened(ServerStatus status) {
        ScriptedServer server = proxy.server();
        RawClient client = proxy.client();
        client.query("SELECT 1");
        proxy.settings.connectTimeoutServer = Duration.ofMillis(100);
        proxy.settings.connectTimeoutServerMax = Duration.ofMillis(200);
        proxy.status(0, server, status);
        ProxyRig.await(() -> server.open() == 0, () -> server.open() + " are open");
        Reply refused = client.query("SELECT 1");
        assertEquals(9001, refused.code());
        assertEquals("HY000", refused.error().sqlState());
        assertTrue(refused.error().message()
                .matches("Max connect timeout reached while reaching hostgroup 0 after \\d+ms"),
                refused.error()::message);
        proxy.settings.connectTimeoutServer = Duration.ofSeconds(20);
        proxy.settings.connectTimeoutServerMax = Duration.ofSeconds(20);
        proxy.status(0, server, ServerStatus.ONLINE);
        assertEquals("2", client.query("SELECT 1").value());
    }

    @ParameterizedTest
    @EnumSource(value = ServerStatus.class, names = {"OFFLINE_SOFT", "SHUNNED", "SHUNNED_REPLICATION_LAG"})
    void aTransactionGoesOnToItsEndOnASoftlyOfflineServer(ServerStatus status) {
        ScriptedServer server = proxy.server();
        RawClient client = proxy.client();
        client.query("BEGIN");
        proxy.status(0, server, status);
        assertEquals("1", client.query("SELECT 1").value());
        assertTrue(client.query("COMMIT").isOk());
        ProxyRig.await(() -> server.open() == 0, () -> "its connection went back to the pool");
    }

    @ParameterizedTest(name = "shunned for missed pings: {0}")
    @ValueSource(booleans = {false, true})
    void offlineHardAndMissedPingsEndTransactionsAndRunningStatements(boolean missedPings) {
        ScriptedServer server = proxy.server();
        ScriptedServer second = proxy.server();
        proxy.status(0, second, ServerStatus.OFFLINE_SOFT);
        server.on("UPDATE", (side, command) -> side.hang());
        server.on("SELECT a", (side, command) -> side.hang());
        RawClient idle = proxy.client();
        idle.query("BEGIN");
        RawClient writing = proxy.client();
        writing.send(Command.COM_QUERY, "UPDATE t SET a=1");
        RawClient reading = proxy.client();
        reading.send(Command.COM_QUERY, "SELECT a");
        ProxyRig.await(() -> server.count(":SELECT a") == 1 && server.count(":UPDATE t SET a=1") == 1,
                () -> server.log().toString());
        proxy.status(0, second, ServerStatus.ONLINE);
        if (missedPings) {
            proxy.missesPings(0, server);
        } else {
            proxy.status(0, server, ServerStatus.OFFLINE_HARD);
        }
        assertEquals(2013, writing.reply().code());
        assertEquals("1", reading.reply().value(), "a read is repeated on the other server");
        assertEquals(1, second.count(":SELECT a"));
        assertTrue(idle.isClosedByProxy());
    }

    @Test
    void aServerTakenAwayAndAnotherAddedAtOnceServesRunningReads() {
        ScriptedServer before = proxy.server();
        before.on("SELECT a", (side, command) -> side.hang());
        RawClient one = proxy.client();
        RawClient two = proxy.client();
        one.send(Command.COM_QUERY, "SELECT a");
        two.send(Command.COM_QUERY, "SELECT a");
        ProxyRig.await(() -> before.count(":SELECT a") == 2, () -> before.log().toString());
        proxy.servers.remove(ProxyRig.key(0, before));
        for (int i = 0; i < 5; i++) { // more than one, so that the loop's table of servers grows
            proxy.server();
        }
        proxy.follow();
        assertEquals(0, one.reply().code());
        assertEquals(0, two.reply().code());
        assertEquals(0, proxy.gates.of(ProxyRig.key(0, before)).open());
    }

    @Test
    void aServerThatGoesOfflineDuringTheLoginIsNotUsed() {
        ScriptedServer server = proxy.server();
        CountDownLatch login = new CountDownLatch(1);
        server.onConnect((side, none) -> {
            try {
                login.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            side.logIn();
        });
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "INSERT INTO t VALUES (1)");
        ProxyRig.await(() -> server.accepted() == 1, () -> "not connected");
        proxy.status(0, server, ServerStatus.OFFLINE_HARD);
        ScriptedServer other = proxy.server();
        login.countDown();
        assertTrue(client.reply().isOk());
        assertEquals(0, server.count(":INSERT INTO t VALUES (1)"));
        assertEquals(1, other.count(":INSERT INTO t VALUES (1)"));
        ProxyRig.await(() -> server.open() == 0, () -> server.open() + " are open");
    }

    @Test
    void aShunnedServersQueriesGoToTheOthers() {
        ScriptedServer bad = proxy.server();
        bad.onConnect((side, none) -> side.die());
        ScriptedServer good = proxy.server();
        proxy.servers.shunAtError(1);
        for (int i = 0; i < 20; i++) {
            assertEquals(0, proxy.client().query("SELECT 1").code());
        }
        assertTrue(proxy.servers.errors().size() <= 1, proxy.servers.errors()::toString);
        assertTrue(bad.accepted() <= 1);
        assertEquals(1, good.accepted());
    }

    @Test
    void nobodyListening() {
        ScriptedServer gone = proxy.server();
        gone.close();
        proxy.settings.connectRetries = 1;
        Reply refused = proxy.client().query("SELECT 1");
        assertEquals(2003, refused.code());
        assertTrue(refused.error().message().startsWith("Can't connect to MySQL server on '127.0.0.1:"));
        assertEquals(List.of(2003, 2003), proxy.servers.errors());
    }

    @Test
    void aWaitingClientThatLeavesLeavesTheQueue() {
        ScriptedServer server = proxy.server(0, 1);
        RawClient holder = proxy.client();
        holder.query("BEGIN");
        RawClient waiting = proxy.client();
        waiting.send(Command.COM_QUERY, "SELECT 1");
        ProxyRig.await(() -> proxy.loops.ask(loop -> loop.pool().waitingCount()).get(0) == 1, () -> "nobody waits");
        waiting.close();
        ProxyRig.await(() -> proxy.loops.ask(loop -> loop.pool().waitingCount()).get(0) == 0, () -> "still waits");
        assertTrue(holder.query("COMMIT").isOk());
        assertEquals(1, server.accepted());
        assertEquals(1, proxy.count(LoopServer.Count.IDLE));
    }

    @Test
    void aLoopThatStarvesGetsTheIdleConnectionOfAnother() {
        try (ProxyRig two = new ProxyRig(2)) {
            ScriptedServer server = two.server(0, 1);
            for (int i = 0; i < 8; i++) { // clients come to the loops in turn
                assertEquals(0, two.client().query("SELECT 1").code());
            }
            ProxyRig.await(() -> server.open() == 1, () -> server.open() + " are open");
        }
    }

    @Test
    void idleConnectionsArePingedAndSilentOnesClosed() {
        ScriptedServer server = proxy.server();
        RawClient client = proxy.client();
        client.query("SELECT 1");
        proxy.settings.pingInterval = Duration.ofSeconds(10);
        proxy.advance(Duration.ofSeconds(11));
        ProxyRig.await(() -> server.count("1:COM_PING") == 1, () -> server.log().toString());
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 1, () -> "not back in the pool");
        server.on("COM_PING", (side, command) -> side.hang());
        proxy.advance(Duration.ofSeconds(11));
        ProxyRig.await(() -> proxy.gates.of(ProxyRig.key(0, server)).open() == 0, () -> "still there");
        assertEquals("2", client.query("SELECT 1").value());
    }

    @Test
    void anOldConnectionIsClosedWhenItIsGivenBack() {
        ScriptedServer server = proxy.server();
        RawClient client = proxy.client();
        client.query("SELECT 1");
        proxy.advance(Duration.ofSeconds(6));
        proxy.settings.connectionMaxAge = Duration.ofSeconds(5);
        assertEquals("1", client.query("SELECT 1").value());
        assertEquals("2", client.query("SELECT 1").value());
        ProxyRig.await(() -> server.open() == 1, () -> server.open() + " are open");
    }

    @Test
    void aServerThatAnswersPingsTooSlowlyIsNotChosen() {
        ScriptedServer slow = proxy.server();
        ScriptedServer fast = proxy.server();
        proxy.latency(slow, 1_000_001);
        proxy.latency(fast, 1_000_000);
        askOnNewConnections(20);
        assertEquals(0, slow.count(":SELECT new"), "mysql-default_max_latency_ms is 1000");
        proxy.latency(slow, 900_000);
        proxy.latency(fast, 2_000_000);
        RawClient client = proxy.client();
        client.query("SELECT last");
        assertEquals(1, slow.count(":SELECT last"));
    }

    @Test
    void ofManyServersOnlyThoseAreChosenWhosePingsTakeNoLongerThanTheAverage() {
        proxy.settings.latency = new LatencyRules(1000, 3);
        ScriptedServer far = proxy.server();
        ScriptedServer near = proxy.server();
        ScriptedServer nearer = proxy.server();
        proxy.latency(far, 3_000);
        proxy.latency(near, 1_500);
        proxy.latency(nearer, 1_200);
        askOnNewConnections(20);
        assertEquals(0, far.count(":SELECT new"));
        assertEquals(20, near.count(":SELECT new") + nearer.count(":SELECT new"));
        assertTrue(Integer.parseInt(proxy.global("ConnPool_get_conn_latency_awareness")) >= 20);
        proxy.latency(near, 0); // not known any more
        for (int i = 0; i < 100 && far.count(":SELECT new") == 0; i++) {
            askOnNewConnections(1);
        }
        assertTrue(far.count(":SELECT new") > 0, "one without a latency, and latencies count for nobody");
    }

    private void askOnNewConnections(int times) {
        for (int i = 0; i < times; i++) {
            try (RawClient client = proxy.client()) {
                client.query("SELECT new");
            }
        }
    }
}

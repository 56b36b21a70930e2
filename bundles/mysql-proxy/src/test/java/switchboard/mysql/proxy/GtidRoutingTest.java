package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.rig.BinlogReader;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;
import switchboard.mysql.proxy.rig.TestSettings;

/** Reads that wait for what their session has written: hostgroup 0 writes, 1 has two servers that follow. */
class GtidRoutingTest {
    private static final String UUID = "3e11fa47-47ca-11e1-9e33-c80aa9429562";
    private static final String PLAIN = UUID.replace("-", "");

    private final ProxyRig proxy = new ProxyRig(2);
    private final BinlogReader nearLog = new BinlogReader().begins("ST=" + PLAIN + ":1-6\n");
    private final BinlogReader farLog = new BinlogReader().begins("ST=" + PLAIN + ":1-3\n");
    private final ScriptedServer writer = proxy.server(0, 100).offering(Capability.CLIENT_SESSION_TRACK);
    private final ScriptedServer near = proxy.server(1, 100).offering(Capability.CLIENT_SESSION_TRACK);
    private final ScriptedServer far = proxy.server(1, 100).offering(Capability.CLIENT_SESSION_TRACK);

    @BeforeEach
    void readsNeedWhatTheWriterHasReported() {
        proxy.settings.session = TestSettings.gtids(true, true);
        proxy.servers.gtidPort(ProxyRig.key(1, near), nearLog.port(), 100);
        proxy.servers.gtidPort(ProxyRig.key(1, far), farLog.port(), 100);
        proxy.follow();
        proxy.rules.gtidFrom("SELECT", 1, 0).route("/*", 1).route("SHOW", 1);
        writer.on("INSERT 7", (side, command) -> side.okWithGtids(UUID + ":7"));
        writer.on("INSERT 3", (side, command) -> side.okWithGtids(UUID + ":3"));
        ProxyRig.await(() -> proxy.gtids.rows().stream().noneMatch(row -> row.executed().isEmpty()),
                () -> proxy.gtids.rows().toString());
    }

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
        nearLog.close();
        farLog.close();
    }

    private RawClient client() {
        return proxy.client("app", RawClient.USUAL | Capability.CLIENT_SESSION_TRACK);
    }

    private int waiting() {
        return proxy.loops.ask(loop -> loop.pool().waitingCount()).stream().mapToInt(Integer::intValue).sum();
    }

    private void awaitWaiting(int count) {
        ProxyRig.await(() -> waiting() == count, () -> waiting() + " wait");
    }

    @Test
    void readsOfBothEventLoopsWaitUntilAServerHasWhatTheyWrote() {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RawClient client = client();
            client.query("INSERT 7");
            clients.add(client.send(Command.COM_QUERY, "SELECT 1"));
        }
        awaitWaiting(8);
        assertTrue(client().query("SELECT 1").rows().size() == 1, "who has written nothing doesn't wait");
        nearLog.tells("I1=" + PLAIN + ":7\n");
        clients.forEach(client -> assertEquals(1, client.reply().rows().size()));
        assertTrue(near.count(":SELECT 1") >= 8, () -> near.log() + " and " + far.log());
        assertEquals(8, proxy.count(Counter.GTID_CONSISTENT_QUERIES));
        assertEquals(8, proxy.count(Counter.GTID_SESSION_COLLECTED));
        assertEquals("8", proxy.rows("stats_mysql_connection_pool").stream()
                .filter(row -> row.get(2).equals(String.valueOf(near.port()))).findFirst().orElseThrow().get(10));
    }

    @Test
    void whoWaitsTooLongGetsTheErrorOfConnectTimeoutServerMax() {
        RawClient client = client();
        client.query("INSERT 7");
        proxy.settings.connectTimeoutServer = Duration.ofMillis(100);
        proxy.settings.connectTimeoutServerMax = Duration.ofMillis(100);
        Reply refused = client.query("SELECT 1");
        assertEquals(9001, refused.code());
        assertTrue(
                refused.error().message().startsWith("Max connect timeout reached while reaching hostgroup 1 after "),
                refused.error().message());
        assertEquals(0, waiting());
        assertEquals("1", proxy.global("max_connect_timeouts"));
    }

    @Test
    void onlyServersThatHaveItAreAsked() {
        RawClient client = client();
        client.query("INSERT 3");
        assertEquals(1, client.query("SELECT 1").rows().size(), "both have it");
        for (int i = 0; i < 20; i++) {
            assertTrue(client.query("/* min_gtid=" + UUID + ":5 */ SELECT " + i).isOk());
        }
        assertEquals(20, near.log().stream().filter(line -> line.contains("min_gtid")).count());
        assertEquals(0, far.log().stream().filter(line -> line.contains("min_gtid")).count());
    }

    @Test
    void aStatementThatIsPreparedNeedsWhatItsCommentSays() {
        RawClient client = client();
        var statement = client.prepare("/* min_gtid=" + UUID + ":5 */ SELECT ?");
        for (int i = 0; i < 10; i++) {
            assertTrue(client.execute(statement, "x").code() == 0);
        }
        assertEquals(0, far.log().stream().filter(line -> line.contains("min_gtid")).count(), () -> "" + far.log());
    }

    @Test
    void whatIsNoGtidIsNotWaitedFor() {
        assertTrue(client().query("/* min_gtid=5 */ SELECT 1").isOk());
        assertTrue(client().query("/* min_gtid= */ SELECT 1").isOk());
        assertEquals(0, proxy.count(Counter.GTID_CONSISTENT_QUERIES));
    }

    @Test
    void theServerThatReportedItHasItWithoutABinlogReader() {
        proxy.rules.gtidFrom("SHOW", 0, 0);
        RawClient client = client();
        client.query("INSERT 7");
        assertEquals(0, client.query("SHOW 1").code());
        assertEquals(1, writer.count(":SHOW 1"));
    }

    @Test
    void theLastTransactionCounts() {
        RawClient client = client();
        client.query("INSERT 7");
        client.query("INSERT 3");
        assertEquals(1, client.query("SELECT 1").rows().size());
        client.send(Command.COM_RESET_CONNECTION);
        client.reply();
        assertEquals(1, client.query("SELECT 1").rows().size());
        assertEquals(1, proxy.count(Counter.GTID_CONSISTENT_QUERIES), "a reset forgets");
    }

    @Test
    void whoseServerIsFullWaitsInTheLineOfItsHostgroupAndLetsOthersPass() {
        Semaphore turn = new Semaphore(0);
        proxy.servers.gtidPort(ProxyRig.key(1, near), nearLog.port(), 1);
        proxy.follow();
        near.on("/* min_gtid", (side, command) -> {
            turn.acquireUninterruptibly();
            side.rows(List.of("a"), new Object[]{"1"});
        });
        RawClient slow = client().send(Command.COM_QUERY, "/* min_gtid=" + UUID + ":6 */ SHOW slow");
        ProxyRig.await(() -> near.count("SHOW slow") == 1, () -> near.log().toString());
        RawClient other = client().send(Command.COM_QUERY, "/* min_gtid=" + UUID + ":6 */ SHOW fast");
        awaitWaiting(1);
        assertEquals(0, client().query("SHOW 1").code(), "the other server has room");
        turn.release(2);
        assertEquals(0, slow.reply().code());
        assertEquals(0, other.reply().code());
    }

    @Test
    void whileItsBinlogReaderIsAwayAServerIsNotAsked() {
        nearLog.begins("nonsense\n").drop();
        ProxyRig.await(() -> nearLog.accepted() > 2, () -> nearLog.accepted() + " connections");
        RawClient client = client().send(Command.COM_QUERY, "/* min_gtid=" + UUID + ":5 */ SELECT 1");
        awaitWaiting(1);
        nearLog.begins("ST=" + PLAIN + ":1-6\n");
        assertTrue(client.reply().isOk());
    }

    @Test
    void aWaitEndsWithItsClient() {
        RawClient client = client().send(Command.COM_QUERY, "/* min_gtid=" + UUID + ":9 */ SELECT 1");
        awaitWaiting(1);
        client.close();
        awaitWaiting(0);
    }

    @Test
    void anOpenTransactionStaysWhereItIs() {
        proxy.rules.route("BEGIN", 1);
        RawClient client = client();
        client.query("BEGIN");
        assertEquals(0, client.query("/* min_gtid=" + UUID + ":9 */ SELECT 1").code());
    }

    @Test
    void serversAreAskedToReportIfTheSettingsSaySo() {
        client().query("INSERT 7");
        assertEquals(1, asked(writer), () -> writer.log().toString());
        writer.dropAll();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 0, () -> "still idle");
        proxy.client().query("INSERT 7"); // its client isn't told, but the proxy is
        assertEquals(2, asked(writer), () -> writer.log().toString());
        proxy.settings.session = TestSettings.gtids(false, false);
        writer.dropAll();
        RawClient later = client();
        later.query("INSERT 7");
        assertEquals(2, asked(writer), () -> writer.log().toString());
        assertEquals(1, later.query("SELECT 1").rows().size(), "nothing is remembered");
        later.query("SET session_track_gtids=ALL_GTIDS");
        later.query("INSERT 7");
        assertEquals(3, asked(writer), () -> writer.log().toString());
    }

    private static long asked(ScriptedServer server) {
        return server.log().stream().filter(line -> line.contains("session_track_gtids='OWN_GTID'")).count();
    }

    @Test
    void theSessionTellsItsLastTransaction() {
        RawClient client = client();
        client.query("INSERT 7");
        String json = client.query("PROXYSQL INTERNAL SESSION").value();
        assertTrue(json.replaceAll("\\s", "").contains("\"gtid\":{\"hid\":0,\"last\":\"" + UUID + ":7\"}"), json);
    }

}

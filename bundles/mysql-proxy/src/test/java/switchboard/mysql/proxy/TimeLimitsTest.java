package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** What takes too long is ended: idle sessions, transactions, statements; by time and by KILL. */
class TimeLimitsTest {
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    /** A statement that runs until it is killed, as servers do. */
    private RawClient running(String sql) {
        server.on(sql, (side, command) -> {
            side.hang();
            side.error(1317, "70100", "Query execution was interrupted");
        });
        server.on("KILL QUERY ", (side, command) -> {
            String text = new String(command, 1, command.length - 1, java.nio.charset.StandardCharsets.UTF_8);
            server.side(Integer.parseInt(text.substring("KILL QUERY ".length()))).wake();
            side.ok(0, 0);
        });
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, sql);
        ProxyRig.await(() -> server.count(":" + sql) == 1, () -> server.log().toString());
        return client;
    }

    private static void assertTimedOut(Reply reply) {
        assertEquals(1907, reply.code());
        assertEquals("70100", reply.error().sqlState());
        assertEquals("Query execution was interrupted, query_timeout exceeded", reply.error().message());
    }

    @Test
    void anIdleSessionEndsAfterWaitTimeout() {
        proxy.settings.waitTimeout = Duration.ofSeconds(100);
        RawClient client = proxy.client();
        client.query("SELECT 1");
        proxy.advance(Duration.ofSeconds(99));
        client.query("SELECT 1");
        proxy.advance(Duration.ofSeconds(99));
        assertEquals(1, proxy.sessions.count());
        proxy.advance(Duration.ofSeconds(2));
        assertTrue(client.isClosedByProxy());
    }

    @Test
    void timeSpentOnAStatementIsNoIdleTime() {
        proxy.settings.waitTimeout = Duration.ofSeconds(100);
        RawClient client = running("SELECT slow");
        proxy.advance(Duration.ofSeconds(500));
        server.side(1).wake();
        assertEquals(1317, client.reply().code());
        proxy.advance(Duration.ofSeconds(1));
        assertEquals("1", client.query("SELECT 1").value());
    }

    @Test
    void anIdleTransactionEndsTheSession() {
        proxy.settings.maxTransactionIdleTime = Duration.ofSeconds(50);
        RawClient client = proxy.client();
        client.query("BEGIN");
        proxy.advance(Duration.ofSeconds(51));
        assertTrue(client.isClosedByProxy());
        ProxyRig.await(() -> server.count("1:COM_RESET_CONNECTION") == 1, () -> server.log().toString());
    }

    @Test
    void aLongTransactionEndsTheSessionThoughItWorks() {
        proxy.settings.maxTransactionTime = Duration.ofSeconds(100);
        RawClient client = proxy.client();
        client.query("BEGIN");
        proxy.advance(Duration.ofSeconds(60));
        assertEquals("1", client.query("SELECT 1").value());
        proxy.advance(Duration.ofSeconds(60));
        assertTrue(client.isClosedByProxy());
    }

    @Test
    void aFinishedTransactionIsNotCounted() {
        proxy.settings.maxTransactionTime = Duration.ofSeconds(100);
        proxy.settings.maxTransactionIdleTime = Duration.ofSeconds(100);
        RawClient client = proxy.client();
        client.query("BEGIN");
        client.query("COMMIT");
        proxy.advance(Duration.ofSeconds(200));
        assertEquals("1", client.query("SELECT 1").value());
    }

    @Test
    void aStatementEndsAfterDefaultQueryTimeoutAndIsKilledOnce() {
        proxy.settings.defaultQueryTimeout = Duration.ofSeconds(100);
        server.on("SELECT slow", (side, command) -> side.hang());
        server.on("KILL QUERY ", (side, command) -> side.ok(0, 0));
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "SELECT slow");
        ProxyRig.await(() -> server.count(":SELECT slow") == 1, () -> server.log().toString());
        var slow = server.side(1); // the proxy may have closed it by the time it is woken
        for (int i = 0; i < 5; i++) {
            proxy.advance(Duration.ofSeconds(101));
        }
        ProxyRig.await(() -> server.count("KILL QUERY 1") == 1, () -> server.log().toString());
        slow.wake();
        slow.die();
        assertTimedOut(client.reply());
        assertEquals(2, server.accepted(), "one connection to kill with");
    }

    @Test
    void theClientIsToldOfTheTimeoutInProxysWords() {
        proxy.settings.defaultQueryTimeout = Duration.ofSeconds(100);
        RawClient client = running("SELECT slow");
        proxy.advance(Duration.ofSeconds(101));
        assertTimedOut(client.reply());
        assertEquals("1", client.query("SELECT 1").value(), "session and connection live on");
    }

    @Test
    void aServerThatSaysNothingAfterItsKillIsGivenUp() {
        proxy.settings.defaultQueryTimeout = Duration.ofSeconds(100);
        server.on("SELECT slow", (side, command) -> side.hang());
        server.on("KILL QUERY ", (side, command) -> side.hang());
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "SELECT slow");
        ProxyRig.await(() -> server.count(":SELECT slow") == 1, () -> server.log().toString());
        proxy.advance(Duration.ofSeconds(101));
        proxy.advance(Duration.ofSeconds(61));
        assertTimedOut(client.reply());
        assertEquals(1, client.query("SELECT 1").rows().size(), "the session lives on");
    }

    @Test
    void aClientIsSentAwayWhenItsResultStopsInTheMiddleForGood() throws IOException {
        proxy.settings.defaultQueryTimeout = Duration.ofSeconds(100);
        server.on("SELECT slow", (side, command) -> {
            side.raw(side.unfinishedRows(1, 10));
            side.hang();
        });
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "SELECT slow");
        client.sequenceGoesOnFrom(0);
        for (int packet = 0; packet < 4; packet++) {
            client.next(); // columns, definition, EOF, row
        }
        proxy.advance(Duration.ofSeconds(101));
        proxy.advance(Duration.ofSeconds(61));
        assertTrue(client.isClosedByProxy());
    }

    @Test
    void aRulesTimeoutStandsInsteadOfTheDefault() {
        proxy.settings.defaultQueryTimeout = Duration.ofSeconds(1);
        proxy.rules.timeout("SELECT patient", 3_600_000).timeout("SELECT short", 50);
        RawClient client = running("SELECT patient");
        proxy.advance(Duration.ofSeconds(100));
        assertEquals(0, server.count("KILL QUERY 1"));
        server.side(1).wake();
        assertEquals(1317, client.reply().code());
        assertTimedOut(running("SELECT short").reply());
    }

    @Test
    void aDelayIsKeptAndCanTimeOut() {
        proxy.rules.delay("SELECT late", 50, null).delay("SELECT never", 3_600_000, 50);
        RawClient client = proxy.client();
        long before = System.nanoTime();
        assertEquals("1", client.query("SELECT late").value());
        assertTrue(System.nanoTime() - before >= 50_000_000);
        assertTimedOut(client.query("SELECT never"));
        assertEquals(0, server.count(":SELECT never"));
        assertEquals("1", client.query("SELECT 1").value());
    }

    @Test
    void aClientThatLeavesDuringADelayLeavesNothing() {
        proxy.rules.delay("SELECT late", 3_600_000, null);
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "SELECT late");
        client.close();
        ProxyRig.await(() -> proxy.sessions.count() == 0, () -> "the session goes on");
    }

    @Test
    void killQueryEndsTheStatementOnly() {
        RawClient client = running("SELECT slow");
        long id = proxy.loops.ask(loop -> loop.members().stream()
                .filter(ProxyLoop.Member::isBusy)
                .mapToLong(member -> ((switchboard.mysql.proxy.session.ClientSession) member).id()).findFirst())
                .get(0).getAsLong();
        assertEquals(1095, proxy.client("other", RawClient.USUAL).query("KILL QUERY " + id).code());
        proxy.tick();
        assertEquals(0, server.count("KILL QUERY 1"), "another user's");
        assertTrue(proxy.client().query("KILL QUERY " + id).isOk());
        assertEquals(1317, client.reply().code());
        assertEquals("1", client.query("SELECT 1").value());
        assertTrue(proxy.client().query("KILL " + id).isOk());
        assertTrue(client.isClosedByProxy());
    }

    @Test
    void killNamesClientsByTheProxysIdsAndTellsWhatItCantDo() {
        RawClient client = proxy.client();
        RawClient same = proxy.client();
        assertEquals(1094, same.query("KILL 77").code());
        assertEquals(1094, same.query("KILL /* b */ QUERY 77 -- c").code());
        assertEquals(1094, same.send(Command.COM_PROCESS_KILL, (byte) 77, (byte) 0, (byte) 0, (byte) 0).reply().code());
        long id = Long.parseLong(client.query("SELECT CONNECTION_ID()").value());
        assertTrue(same.send(Command.COM_PROCESS_KILL, (byte) id, (byte) 0, (byte) 0, (byte) 0).reply().isOk());
        assertTrue(client.isClosedByProxy());
        assertEquals(0, server.accepted(), "none of that is a server's matter");
    }

    @Test
    void killQueryOfAWaitingStatementIsNoTimeout() {
        ScriptedServer full = proxy.server(1, 1);
        proxy.rules.route("BEGIN", 1).route("SELECT queued", 1);
        RawClient holder = proxy.client();
        holder.query("BEGIN");
        RawClient waiting = proxy.client();
        waiting.send(Command.COM_QUERY, "SELECT queued");
        ProxyRig.await(() -> proxy.loops.ask(loop -> loop.pool().waitingCount()).get(0) == 1, () -> "nobody waits");
        assertTrue(proxy.client().query("KILL QUERY 2").isOk());
        Reply reply = waiting.reply();
        assertEquals(1317, reply.code());
        assertEquals("Query execution was interrupted", reply.error().message());
        assertEquals(1, full.accepted());
    }

    @Test
    void aKillThatIsNotTakenLeavesNoConnectionOpen() {
        proxy.settings.connectTimeoutServer = Duration.ofMillis(300);
        server.on("KILL QUERY ", (side, command) -> side.ignoreAll());
        server.on("SELECT slow", (side, command) -> side.hang());
        proxy.rules.timeout("SELECT slow", 20);
        RawClient client = proxy.client();
        client.query("SELECT 1"); // the login takes longer on a slow machine
        client.send(Command.COM_QUERY, "SELECT slow");
        ProxyRig.await(() -> server.count("KILL QUERY 1") == 1, () -> server.log().toString());
        ProxyRig.await(() -> server.count("2:closed by the other end") == 1, () -> server.log().toString());
        server.side(1).die();
        assertTimedOut(client.reply());
    }

    @Test
    void aClientThatDoesNotProveItsChangeOfUserIsSentAway() {
        proxy.settings.connectTimeoutClient = Duration.ofSeconds(10);
        RawClient client = proxy.client();
        client.changeUserWithUnknownPlugin("other");
        ProxyRig.await(() -> proxy.loops.ask(loop -> loop.members().stream().anyMatch(ProxyLoop.Member::isBusy))
                .contains(true), () -> "not asked");
        proxy.advance(Duration.ofSeconds(11));
        ProxyRig.await(() -> proxy.sessions.count() == 0, () -> "the session waits for ever");
    }

    @Test
    void observersHearWhatAWaitingSessionsQueryDid() {
        List<Long> rows = new java.util.concurrent.CopyOnWriteArrayList<>();
        proxy.observers.add(() -> report -> rows.add(report.rowsSent()));
        ScriptedServer full = proxy.server(1, 1);
        full.on("SELECT queued", (side, command) -> side.rows(List.of("c"), new Object[]{"1"}, new Object[]{"2"}));
        proxy.rules.route("SELECT queued", 1);
        RawClient[] clients = new RawClient[10];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = proxy.client();
            clients[i].send(Command.COM_QUERY, "SELECT queued");
        }
        for (RawClient client : clients) {
            assertEquals(2, client.reply().rows().size());
        }
        ProxyRig.await(() -> rows.size() == clients.length, rows::toString);
        assertEquals(java.util.Collections.nCopies(10, 2L), rows);
        assertEquals(0, proxy.count(LoopServer.Count.USED));
    }
}

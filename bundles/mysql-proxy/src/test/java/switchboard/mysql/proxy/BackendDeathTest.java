package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;
import switchboard.mysql.proxy.rig.ServerSide.Script;

/** A server's connection breaks in each phase of a command. */
class BackendDeathTest {
    private final ProxyRig proxy = new ProxyRig();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    private static Script diesOnce(Script then) {
        AtomicInteger times = new AtomicInteger();
        return (side, command) -> {
            if (times.incrementAndGet() == 1) {
                side.die();
            } else {
                then.run(side, command);
            }
        };
    }

    @Test
    void aReadIsRepeatedOnAnotherConnection() {
        ScriptedServer server = proxy.server();
        server.on("SELECT 'dies'", diesOnce((side, command) -> side.rows(List.of("c"), new Object[]{"again"})));
        RawClient client = proxy.client();
        assertEquals("again", client.query("SELECT 'dies'").value());
        assertEquals(2, server.count(":SELECT 'dies'"));
        assertEquals(List.of(2013), proxy.servers.errors());
    }

    @Test
    void aReadIsRepeatedAsOftenAsAllowedAndNotMore() {
        ScriptedServer server = proxy.server();
        server.on("SELECT 'dies'", (side, command) -> side.die());
        proxy.settings.queryRetries = 3;
        RawClient client = proxy.client();
        assertEquals(2013, client.query("SELECT 'dies'").code());
        assertEquals(4, server.count(":SELECT 'dies'"));
        assertEquals("5", client.query("SELECT 1").value(), "the session lives on");
    }

    @Test
    void aRepeatedCommandIsSentWithoutThoseBeforeItInTheSameRead() {
        ScriptedServer server = proxy.server();
        server.on("SELECT 'dies'", diesOnce((side, command) -> side.rows(List.of("c"), new Object[]{"again"})));
        RawClient client = proxy.client();
        client.sendRaw(Unpooled.wrappedBuffer(query("UPDATE t SET a=1"), query("SELECT 'dies'")).copy());
        assertTrue(client.reply().isOk());
        assertEquals("again", client.reply().value());
        assertEquals(1, server.count(":UPDATE t SET a=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE t SET a=1", "INSERT INTO t VALUES (1)", "CALL p()", "SELECT 1 FOR UPDATE",
            "SELECT 1; DELETE FROM t", "SELECT 1;DELETE FROM t;"})
    void whatMayHaveWrittenIsNotRepeated(String sql) {
        ScriptedServer server = proxy.server();
        server.on(sql, (side, command) -> side.die());
        Reply reply = proxy.client("app", RawClient.USUAL | Capability.CLIENT_MULTI_STATEMENTS).query(sql);
        assertEquals(2013, reply.code());
        assertEquals("HY000", reply.error().sqlState());
        assertEquals("Lost connection to server during query", reply.error().message());
        assertEquals(1, server.count(":" + sql));
    }

    @Test
    void aBatchBehindTheCutOfItsDigestIsNotRepeated() {
        ScriptedServer server = proxy.server();
        server.on("SELECT a", (side, command) -> side.die());
        String sql = "SELECT a" + ",a".repeat(2000) + "; DELETE FROM t";
        assertEquals(2013, proxy.client("app", RawClient.USUAL | Capability.CLIENT_MULTI_STATEMENTS).query(sql).code());
        assertEquals(1, server.accepted());
    }

    @Test
    void aWriteThatWasNotYetSentIsRunOnAnotherConnection() {
        ScriptedServer server = proxy.server();
        server.on("SET ", diesOnce((side, command) -> side.ok(0, 0)));
        RawClient client = proxy.client();
        assertTrue(client.query("SET sql_mode='ANSI'").isOk());
        assertTrue(client.query("INSERT INTO t VALUES (1)").isOk());
        assertEquals(1, server.count(":INSERT INTO t VALUES (1)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 30, 60, 200, 5000})
    void aCutResultEndsTheClientsConnection(int bytes) {
        ScriptedServer server = proxy.server();
        server.on("SELECT 'cut'", (side, command) -> {
            ByteBuf result = side.unfinishedRows(100, 50);
            side.raw(result.copy(0, Math.min(bytes, result.readableBytes())));
            side.die();
        });
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "SELECT 'cut'");
        Throwable end = assertThrows(Throwable.class, client::reply, "an answer cut off must not look complete");
        assertTrue(end.getMessage().contains("closed") || end instanceof java.io.UncheckedIOException, end::toString);
        assertEquals(1, server.count(":SELECT 'cut'"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16, 20, 40})
    void aCutAnswerToPrepareIsNotFollowedByAnError(int bytes) {
        ScriptedServer server = proxy.server();
        server.on("COM_STMT_PREPARE UPDATE", (side, command) -> {
            ByteBuf answer = Unpooled.buffer();
            int next = new switchboard.mysql.protocol.packet.StmtPrepareOk(1, 0, 1, 0).encode(answer, 1);
            switchboard.mysql.protocol.packet.ColumnDefinition.text("?").encode(answer, next);
            side.raw(answer.copy(0, Math.min(bytes, answer.readableBytes() - 1)));
            side.die();
        });
        RawClient client = proxy.client();
        client.send(Command.COM_STMT_PREPARE, "UPDATE t SET a=?");
        if (bytes < 16) {
            assertEquals(2013, client.reply().code(), "nothing was passed on yet");
        } else {
            assertThrows(Throwable.class, () -> {
                assertEquals(0, client.next()[0]);
                while (client.next() != null) {
                    // packets whose ids fit
                }
                throw new java.io.EOFException("closed");
            });
            ProxyRig.await(() -> proxy.sessions.count() == 0, () -> "the session goes on");
        }
    }

    @Test
    void aPrepareCutInItsFirstBytesIsRepeated() {
        ScriptedServer server = proxy.server();
        server.on("COM_STMT_PREPARE SELECT", diesAfterOneByte());
        assertEquals(1, proxy.client().prepare("SELECT ?").parameterCount());
    }

    private static Script diesAfterOneByte() {
        AtomicInteger times = new AtomicInteger();
        return (side, command) -> {
            if (times.incrementAndGet() == 1) {
                side.raw(Unpooled.buffer().writeByte(12));
                side.die();
            } else {
                side.prepared("SELECT ?");
            }
        };
    }

    @Test
    void aConnectionThatDiesIdleInThePoolIsNotUsedAgain() {
        ScriptedServer server = proxy.server();
        RawClient client = proxy.client();
        assertEquals("1", client.query("SELECT 1").value());
        server.dropAll();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 0, () -> "still idle");
        assertTrue(client.query("INSERT INTO t VALUES (1)").isOk());
        assertEquals(2, server.accepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "CREATE TEMPORARY TABLE t (a INT)", "LOCK TABLES t WRITE", "SELECT @a:=1"})
    void aClientIsSentAwayWhenTheConnectionWithItsStateDiesIdle(String binding) {
        ScriptedServer server = proxy.server();
        server.on("BEGIN", (side, command) -> {
            side.inTransaction(true);
            side.ok(0, 0);
        });
        RawClient client = proxy.client();
        client.query(binding);
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        server.dropAll();
        assertTrue(client.isClosedByProxy());
    }

    @Test
    void aBrokenTransactionEndsTheSessionBeforeItsNextStatement() {
        ScriptedServer server = proxy.server();
        server.on("INSERT INTO t VALUES (1)", (side, command) -> side.die());
        RawClient client = proxy.client();
        client.query("BEGIN");
        client.sendRaw(Unpooled.wrappedBuffer(query("INSERT INTO t VALUES (1)"), query("INSERT INTO t VALUES (2)"))
                .copy());
        assertEquals(2013, client.reply().code());
        assertNull(client.replyOrClose());
        assertEquals(0, server.count(":INSERT INTO t VALUES (2)"));
    }

    @Test
    void aDeathDuringInitConnectIsCountedOnce() {
        ScriptedServer server = proxy.server();
        proxy.settings.initConnect = "SET @x=1";
        server.on("SET @x=1", diesOnce((side, command) -> side.ok(0, 0)));
        RawClient client = proxy.client();
        assertEquals("2", client.query("SELECT 1").value());
        assertEquals(1, proxy.gates.of(ProxyRig.key(0, server)).open());
        assertEquals(1, proxy.count(LoopServer.Count.IDLE));
        assertEquals(0, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void anInitConnectThatHangsIsGivenUp() {
        ScriptedServer server = proxy.server();
        proxy.settings.initConnect = "SET @x=1";
        proxy.settings.connectTimeoutServer = java.time.Duration.ofMillis(500);
        AtomicInteger times = new AtomicInteger();
        server.on("SET @x=1", (side, command) -> {
            if (times.incrementAndGet() == 1) {
                proxy.settings.connectTimeoutServer = java.time.Duration.ofSeconds(20); // for the next one
                side.hang();
            } else {
                side.ok(0, 0);
            }
        });
        assertEquals("2", proxy.client().query("SELECT 1").value());
    }

    @Test
    void anInitConnectThatIsRefusedSaysWhy() {
        ScriptedServer server = proxy.server();
        proxy.settings.connectRetries = 0;
        proxy.settings.initConnect = "SET bogus";
        server.on("SET bogus", (side, command) -> side.error(1064, "42000", "syntax"));
        Reply reply = proxy.client().query("SELECT 1");
        assertEquals(1064, reply.code());
        assertEquals("mysql-init_connect: syntax", reply.error().message());
    }

    @Test
    void theServersOwnRefusalReachesTheClientAtOnce() {
        ScriptedServer server = proxy.server();
        server.onConnect((side, none) -> {
            side.error(1045, "28000", "Access denied for user 'app'");
            side.die();
        });
        RawClient client = proxy.client();
        assertEquals(1045, client.query("SELECT 1").code());
        assertEquals(1, server.accepted(), "another try would get the same answer");
    }

    @Test
    void otherRefusalsAreTriedAgainAsOftenAsAllowed() {
        ScriptedServer server = proxy.server();
        proxy.settings.connectRetries = 2;
        server.onConnect((side, none) -> {
            side.error(1040, "08004", "Too many connections");
            side.die();
        });
        assertEquals(1040, proxy.client().query("SELECT 1").code());
        assertEquals(3, server.accepted());
        assertEquals(List.of(1040, 1040, 1040), proxy.servers.errors());
    }

    @Test
    void aServerThatHangsAtLoginCostsAnAttempt() {
        ScriptedServer server = proxy.server();
        proxy.settings.connectTimeoutServer = java.time.Duration.ofMillis(100);
        AtomicInteger times = new AtomicInteger();
        server.onConnect((side, none) -> {
            if (times.incrementAndGet() == 1) {
                proxy.settings.connectTimeoutServer = java.time.Duration.ofSeconds(20); // for the next one
                side.hang();
            } else {
                side.logIn();
            }
        });
        assertEquals("2", proxy.client().query("SELECT 1").value());
        assertEquals(List.of(2013), proxy.servers.errors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000001", "05000001fe00000200", "02000001fcff", "0200000100ff", "04000001fd000000"})
    void nonsenseInsteadOfAnAnswerIsNotPassedOn(String hex) {
        ScriptedServer server = proxy.server();
        server.on("UPDATE", (side, command) -> side
                .raw(Unpooled.wrappedBuffer(java.util.HexFormat.of().parseHex(hex)).copy()));
        RawClient client = proxy.client();
        assertEquals(2013, client.query("UPDATE t SET a=1").code());
        ProxyRig.await(() -> server.open() == 0, () -> "its connection is still open");
        assertEquals("2", client.query("SELECT 1").value());
    }

    @Test
    void moreThanWasAskedForIsNotPassedOn() {
        ScriptedServer server = proxy.server();
        server.on("UPDATE", (side, command) -> {
            ByteBuf two = Unpooled.buffer();
            switchboard.mysql.protocol.packet.OkPacket.of(2).encode(two, 1);
            switchboard.mysql.protocol.packet.OkPacket.of(2).encode(two, 1);
            side.raw(two);
        });
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "UPDATE t SET a=1");
        assertEquals(2013, client.reply().code());
        ProxyRig.await(() -> server.open() == 0, () -> "its connection is still open");
        assertEquals("2", client.query("SELECT 1").value());
    }

    @Test
    void bytesThatNobodyAskedForEndAnIdleConnection() throws Exception {
        ScriptedServer server = proxy.server();
        RawClient client = proxy.client();
        client.query("SELECT 1");
        server.side(1).error(1053, "08S01", "Server shutdown in progress");
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 0, () -> "still idle");
        assertEquals("2", client.query("SELECT 1").value());
    }

    @Test
    void aServerThatShutsDownIsLeftAndTheReadRepeated() {
        ScriptedServer server = proxy.server();
        AtomicInteger times = new AtomicInteger();
        server.on("SELECT 'x'", (side, command) -> {
            if (times.incrementAndGet() == 1) {
                side.error(1053, "08S01", "Server shutdown in progress");
            } else {
                side.rows(List.of("c"), new Object[]{"again"});
            }
        });
        RawClient client = proxy.client();
        assertEquals("again", client.query("SELECT 'x'").value());
        assertEquals(List.of(1053), proxy.servers.errors());
        assertEquals("2", client.query("SELECT 1").value(), "the second connection is as good as any");
        ProxyRig.await(() -> server.open() == 1, () -> server.open() + " open");
    }

    @Test
    void aServerThatShutsDownAnswersAWriteWithItsOwnError() {
        ScriptedServer server = proxy.server();
        server.on("INSERT", (side, command) -> side.error(1047, "08S01", "WSREP has not yet prepared node"));
        RawClient client = proxy.client();
        Reply reply = client.query("INSERT INTO t VALUES (1)");
        assertEquals(1047, reply.code());
        assertEquals("WSREP has not yet prepared node", reply.error().message());
        assertEquals(List.of(1047), proxy.servers.errors());
        ProxyRig.await(() -> server.open() == 0, () -> "its connection went back to the pool");
    }

    static ByteBuf query(String sql) {
        return RawClient.packet(Command.COM_QUERY, sql.getBytes(StandardCharsets.UTF_8));
    }
}

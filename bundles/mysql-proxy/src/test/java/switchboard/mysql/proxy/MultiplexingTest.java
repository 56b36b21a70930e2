package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** What binds a backend connection to a session, what frees it, and what others find on it afterwards. */
class MultiplexingTest {
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "CREATE TEMPORARY TABLE t (a INT)", "LOCK TABLES t WRITE",
            "FLUSH TABLES WITH READ LOCK", "SELECT GET_LOCK('a', 1)", "SELECT @a:=1", "SET @a=(SELECT 1)", "CALL p(@a)",
            "PREPARE s FROM 'SELECT 1'", "SET GLOBAL x=1", "EXECUTE IMMEDIATE 'SET @a=1'", "HANDLER t OPEN",
            "INSERT INTO t VALUES (1); CREATE TEMPORARY TABLE x (a INT)",
            "INSERT INTO t VALUES (1); LOCK TABLES t READ",
            "BEGIN NOT ATOMIC SET @@sql_mode=''; END", "/*M!100100 SET sql_mode='ANSI' */"})
    void bindsUntilTheClientLeavesAndIsResetThen(String sql) {
        RawClient client = proxy.client();
        assertEquals(0, client.query(sql).code());
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        assertEquals("1", client.query("SELECT 1").value(), "the same connection serves the session");
        assertEquals("2", proxy.client().query("SELECT 1").value(), "others get another one");
        client.close();
        ProxyRig.await(() -> server.count("1:COM_RESET_CONNECTION") == 1, () -> server.log().toString());
        ProxyRig.await(() -> proxy.count(LoopServer.Count.USED) == 0, () -> "not given back");
    }

    @Test
    void aHiddenCommandIsSeenInAStatementWhoseDigestIsKnown() {
        RawClient client = proxy.client();
        client.query("SELECT 1");
        client.query("SELECT 1 /*M! INTO @a */");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        proxy.client().query("SELECT 1");
        assertEquals(1, proxy.count(LoopServer.Count.IDLE), "the plain one binds nothing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"BEGIN | COMMIT", "BEGIN | ROLLBACK",
            "LOCK TABLES t READ | UNLOCK TABLES", "FLUSH TABLES t WITH READ LOCK | UNLOCK TABLES",
            "CREATE TEMPORARY TABLE t (a INT) | DROP TABLE t",
            "CREATE OR REPLACE TEMPORARY TABLE shop.`t` SELECT 1 | DROP TEMPORARY TABLE IF EXISTS a, t",
            "SELECT GET_LOCK('A', 1) | DO RELEASE_LOCK('a')", "SELECT GET_LOCK('a', 1) | SELECT RELEASE_ALL_LOCKS()",
            "PREPARE s FROM 'SELECT 1' | DEALLOCATE PREPARE S", "SELECT SQL_CALC_FOUND_ROWS * FROM t | SELECT 1"})
    void isFreedByItsEnd(String begin, String end) {
        RawClient client = proxy.client();
        client.query(begin);
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        client.query(end);
        assertEquals(0, proxy.count(LoopServer.Count.USED));
        assertEquals(1, proxy.count(LoopServer.Count.IDLE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "CREATE TEMPORARY TABLE t (a INT) | DROP TABLE other.t", "SELECT GET_LOCK('a', 1) | DO RELEASE_LOCK('b')",
            "SELECT GET_LOCK(CONCAT('a', 1), 1) | DO RELEASE_LOCK('a1')", "PREPARE s FROM @q | DROP PREPARE s",
            "PREPARE s FROM 'SET @a=1' | DROP PREPARE s",
            "SELECT SQL_CALC_FOUND_ROWS * FROM t | INSERT INTO t VALUES (1)"})
    void isNotFreedByAnythingElse(String begin, String other) {
        RawClient client = proxy.client();
        client.query(begin);
        client.query(other);
        assertEquals(1, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void aLockThatWasTakenTwiceIsFreedByTheSecondRelease() {
        RawClient client = proxy.client();
        client.query("SELECT GET_LOCK('a', 1)");
        client.query("SELECT GET_LOCK('a', 1)");
        client.query("SELECT RELEASE_LOCK('a')");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        client.query("SELECT RELEASE_LOCK('a')");
        assertEquals(0, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void knownUserVariablesFollowTheSessionToAnyConnection() {
        RawClient client = proxy.client();
        assertTrue(client.query("SET @A=1, @b='it''s', @c=NULL").isOk());
        assertTrue(client.query("SET @d=@a").isOk());
        assertEquals(0, server.accepted(), "nobody had to be asked");
        client.query("SELECT @a");
        assertEquals(0, proxy.count(LoopServer.Count.USED));
        assertEquals(1, server.count("1:SET @a=1, @b='it''s', @c=NULL, @d=1"), server.log()::toString);
        proxy.client().query("SELECT 1");
        assertEquals(1, server.count("1:SET @a=X'', @a=NULL, @b=X'', @b=NULL, @c=X'', @c=NULL, @d=X'', @d=NULL"),
                server.log()::toString);
    }

    @Test
    void whatAnExpressionAssignedIsNotReplacedByAnOlderValue() {
        RawClient client = proxy.client();
        client.query("SET @a=1");
        client.query("SELECT @a:=@a+1");
        client.query("SET @a=1");
        client.query("SELECT @a");
        assertEquals(2, server.count("1:SET @a=1"), server.log()::toString);
        assertEquals(1, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void moreUserVariablesThanFitBind() {
        RawClient client = proxy.client();
        for (int i = 0; i < 64; i++) {
            client.query("SET @v" + i + "=1");
        }
        assertEquals(0, server.accepted());
        client.query("SET @more=1");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void aVariableThatOnlyTheServerUnderstandsFollowsTheSession() {
        server.on("SELECT @@session.sort_buffer_size,@@session.old_mode",
                (side, command) -> side.rows(List.of("a", "b"), new Object[]{"8192", "NO_PROGRESS_INFO"}));
        RawClient client = proxy.client();
        assertTrue(
                client.query("SET SESSION sort_buffer_size=2*4096, @@old_mode=CONCAT('NO', '_PROGRESS_INFO')").isOk());
        assertEquals(0, proxy.count(LoopServer.Count.USED), "it binds nothing");
        proxy.client().query("SELECT 1");
        assertEquals(1, server.count("1:SET old_mode=DEFAULT, sort_buffer_size=DEFAULT"), server.log()::toString);
        client.query("SELECT 1");
        assertEquals(1, server.count("1:SET old_mode='NO_PROGRESS_INFO', sort_buffer_size='8192'"),
                server.log()::toString);
    }

    @Test
    void aRefusedSetOfTheServersIsAnsweredAndBindsNothing() {
        server.on("SET SESSION nothing", (side, command) -> side.error(1193, "HY000", "Unknown system variable"));
        RawClient client = proxy.client();
        assertEquals(1193, client.query("SET SESSION nothing=1+1").code());
        assertEquals("1", client.query("SELECT 1").value());
        assertEquals(0, server.count("@@session.nothing"), server.log()::toString);
    }

    /** MySQL warns of SQL_CALC_FOUND_ROWS, and many clients ask at once. */

    @Test
    void aResetConnectionBeginsAsANewOne() {
        proxy.settings.initConnect = "SET @begun=1";
        RawClient client = proxy.client();
        client.query("BEGIN");
        client.close();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 1, () -> "not given back");
        assertEquals(2, server.count("1:SET @begun=1"), server.log()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "SELECT @@sql_mode", "SELECT @a", "INSERT INTO t VALUES (@a)",
            "SET sql_mode='ANSI'", "SET NAMES latin1", "USE other",
            "INSERT INTO t VALUES (1)", "COMMIT", "ROLLBACK", "SET wait_timeout=10", "EXECUTE IMMEDIATE 'SELECT 1'",
            "INSERT INTO t VALUES (1); UPDATE t SET a=1"})
    void bindsNothing(String sql) {
        server.on("EXECUTE IMMEDIATE", (side, command) -> side.rows(List.of("1"), new Object[]{"1"}));
        assertEquals(0, proxy.client().query(sql).code());
        assertEquals(0, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void whatExecuteRanIsAskedAtOnceOrNotAtAll() {
        RawClient client = proxy.client();
        assertEquals(0, client.query("EXECUTE IMMEDIATE 'INSERT INTO t SELECT 1'").code());
        assertEquals(1, proxy.count(LoopServer.Count.USED), "FOUND_ROWS() may follow");
        assertEquals("1", client.query("SELECT 1").value());
        assertEquals(0, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void severalStatementsBindThoughOneFails() {
        server.on("CREATE TEMPORARY", (side, command) -> side.error(1064, "42000", "the second one"));
        assertEquals(1064, proxy.client().query("CREATE TEMPORARY TABLE t (a INT); SELEC").code());
        assertEquals(1, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void theSchemaFollowsUseAmongSeveralStatements() {
        RawClient client = proxy.client();
        assertTrue(client.query("INSERT INTO t VALUES (1); USE other; UPDATE t SET a=1").isOk());
        client.query("USE shop");
        assertEquals("1", client.query("SELECT 1").value());
        assertEquals(1, server.count("1:COM_INIT_DB shop"), () -> server.log().toString());
    }

    @Test
    void theSchemaFollowsTheUseBeforeAStatementThatFailed() throws IOException {
        server.on("USE other; SELECT nothing", (side, command) -> {
            side.okWithMore(true);
            ByteBuf error = Unpooled.buffer();
            new ErrPacket(1054, "42S22", "Unknown column").encode(error, 2);
            side.raw(error);
        });
        RawClient client = proxy.client();
        assertTrue(client.query("USE other; SELECT nothing").isOk());
        assertEquals((byte) ErrPacket.HEADER, client.next()[0]);
        client.send(Command.COM_RESET_CONNECTION); // which leaves the schema as it is
        assertTrue(client.reply().isOk());
        client.query("SELECT 1");
        assertEquals(0, server.count(":COM_INIT_DB"), () -> server.log().toString());
        proxy.client().query("SELECT 1");
        assertEquals(1, server.count(":COM_INIT_DB shop"), () -> server.log().toString());
    }

    @Test
    void aDefaultReachesTheConnectionThatMayHaveSomethingElse() {
        RawClient client = proxy.client();
        client.query("SELECT 1; SET sql_mode='ANSI'");
        assertTrue(client.query("SET sql_mode=DEFAULT").isOk());
        assertEquals(1, server.count("1:SET sql_mode=DEFAULT"), () -> server.log().toString());
    }

    @Test
    void aResetIsAnsweredWhenTheServerHasDoneIt() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        server.on("COM_RESET_CONNECTION", (side, command) -> {
            asked.countDown();
            side.hang();
            side.ok(0, 0);
        });
        RawClient client = proxy.client();
        client.query("SELECT GET_LOCK('a', 1)");
        client.send(Command.COM_RESET_CONNECTION);
        ProxyRig.await(() -> asked.getCount() == 0, () -> server.log().toString());
        server.on("COM_RESET_CONNECTION", (side, command) -> side.ok(0, 0));
        assertEquals(0, client.socket().getInputStream().available());
        server.side(1).wake();
        assertTrue(client.reply().isOk());
    }

    @Test
    void aVariableIsTheServersWhereAPreparedTextMayHaveSetIt() {
        RawClient client = proxy.client();
        client.query("SET @a=1");
        client.query("EXECUTE IMMEDIATE 'SET @a=5'");
        assertTrue(client.query("SET @b=@a").isOk());
        assertEquals(1, server.count("1:SET @b=@a"), () -> server.log().toString());
    }

    @Test
    void aFailedStatementDoesNotBind() {
        server.on("CREATE TEMPORARY", (side, command) -> side.error(1064, "42000", "syntax"));
        assertEquals(1064, proxy.client().query("CREATE TEMPORARY TABLE t (").code());
        assertEquals(0, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void aConnectionStaysWithItsSessionWhileMultiplexingIsOff() {
        proxy.settings.multiplexing = false;
        RawClient client = proxy.client();
        assertEquals("1", client.query("SELECT 1").value());
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        assertEquals("2", proxy.client().query("SELECT 1").value());
        client.close();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 1, () -> "not given back");
        assertEquals(0, server.count("COM_RESET_CONNECTION"), "nothing was on it");
    }

    @Test
    void aRulesMultiplexSaysWhatBinds() {
        proxy.rules.multiplex("SELECT keep", 0).multiplex("SELECT free", 1).multiplex("SELECT @a", 2);
        RawClient client = proxy.client();
        client.query("SELECT @a");
        assertEquals(0, proxy.count(LoopServer.Count.USED));
        client.query("SELECT keep");
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        client.query("SELECT free");
        assertEquals(0, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void variablesFollowTheSessionToAnyConnection() {
        RawClient client = proxy.client();
        client.query("SET sql_mode='ANSI', time_zone='+01:00'");
        client.query("SELECT 1");
        assertEquals(1, server.count("1:SET sql_mode='ANSI', time_zone='+01:00'"));
        RawClient plain = proxy.client();
        plain.query("SELECT 1");
        assertEquals(1, server.count("1:SET sql_mode=DEFAULT, time_zone=DEFAULT"));
        client.query("USE warehouse");
        client.query("SELECT 1");
        assertEquals(1, server.count("1:COM_INIT_DB warehouse"));
    }

    @Test
    void aServerWithoutAVariableGetsTheOthersAllTheSame() {
        server.on("SET max_statement_time=5", (side, command) -> side.error(1193, "HY000", "Unknown system variable"));
        server.on("SET max_execution_time", (side, command) -> side.error(1193, "HY000", "Unknown system variable"));
        RawClient client = proxy.client();
        client.query("SET max_execution_time=5, sql_mode='ANSI'");
        assertEquals("1", client.query("SELECT 1").value());
        assertEquals(1, server.count("1:SET sql_mode='ANSI'"), server.log()::toString);
    }

    @Test
    void aRefusedVariableLeavesNothingOfOneSessionToAnother() {
        server.on("SET time_zone='bogus'", (side, command) -> side.error(1298, "HY000", "Unknown time zone 'bogus'"));
        RawClient client = proxy.client();
        client.query("SET sql_mode='ANSI'");
        client.query("SELECT 1");
        client.query("SET time_zone='bogus'");
        assertEquals(1298, client.query("SELECT 1").code());
        assertEquals("1", proxy.client().query("SELECT 2").value());
        assertTrue(server.count("1:COM_RESET_CONNECTION") == 1 || server.count("sql_mode=DEFAULT") == 1,
                server.log()::toString);
    }

    @Test
    void anUnknownSetLocksTheSessionToItsHostgroup() {
        proxy.server(1, 10);
        proxy.rules.route("SELECT a FROM there", 1);
        RawClient client = proxy.client();
        client.query("SET @x=(SELECT 1)");
        Reply refused = client.query("SELECT a FROM there");
        assertEquals(9006, refused.code());
        assertEquals("Y0000", refused.error().sqlState());
        assertEquals("ProxySQL Error: connection is locked to hostgroup 0 but trying to reach hostgroup 1",
                refused.error().message());
        assertEquals("1", client.query("SELECT 1").value());
    }

    @Test
    void aResetThatIsNotAnsweredCostsTheConnection() {
        proxy.settings.connectTimeoutServer = java.time.Duration.ofMillis(100);
        server.on("COM_RESET_CONNECTION", (side, command) -> side.hang());
        RawClient client = proxy.client();
        client.query("BEGIN");
        client.close();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.USED) == 0, () -> "still in use");
        ProxyRig.await(() -> proxy.gates.of(ProxyRig.key(0, server)).open() == 0, () -> "still counted");
    }

    @Test
    void aServerWithoutResetIsLeftByTheSessionThatNeedsOne() {
        server.on("COM_RESET_CONNECTION", (side, command) -> side.error(1047, "08S01", "Unknown command"));
        RawClient strict = proxy.client();
        strict.query("SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE");
        strict.query("SELECT 1");
        assertEquals("2", proxy.client().query("SELECT 1").value(), "only a reset gives the isolation level back");
        ProxyRig.await(() -> server.open() == 1, () -> server.open() + " are open");
        assertEquals(List.of(), proxy.servers.errors(), "the server is as well as it can be");
    }

    @Test
    void changeUserBeginsANewSession() {
        RawClient client = proxy.client();
        client.query("BEGIN");
        AtomicInteger resets = new AtomicInteger();
        server.on("COM_RESET_CONNECTION", (side, command) -> {
            resets.incrementAndGet();
            side.inTransaction(false);
            side.ok(0, 0);
        });
        client.changeUser("other");
        assertTrue(client.reply().isOk());
        assertFalse(client.query("SELECT 1").inTransaction());
        assertEquals(1, server.count("LOGIN other"));
        assertEquals(0, proxy.sessions.ofUser("app")[0]);
        assertEquals(1, proxy.sessions.ofUser("other")[0]);
        ProxyRig.await(() -> resets.get() == 1, () -> server.log().toString());
    }

    @Test
    void changeUserToNobodyEndsTheSession() {
        RawClient client = proxy.client();
        client.changeUser("nobody");
        assertEquals(1045, client.reply().code());
        assertTrue(client.isClosedByProxy());
    }
}

package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.proxy.backend.Sharing;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;
import switchboard.mysql.proxy.rig.ServerSide;

/** Another server becomes the writer while clients write: hostgroup 0 writes, hostgroup 1 reads. */
class WriterChangeTest {
    private static final String READ_ONLY = "The MySQL server is running with the --read-only option so it cannot "
            + "execute this statement";

    private final ProxyRig proxy = new ProxyRig();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    private static ServerSide.Script refuses(int code, String message) {
        return (side, command) -> side.error(code, "HY000", message);
    }

    /** A writer that has written, and from now on refuses to. */
    private ScriptedServer writerThatTurnsReadOnly(RawClient client, int code, String message) {
        ScriptedServer server = proxy.server();
        assertTrue(client.query("INSERT INTO t VALUES (0)").isOk());
        server.on("INSERT", refuses(code, message));
        server.on("COM_STMT_EXECUTE INSERT", refuses(code, message));
        return server;
    }

    /** What the monitor does when it sees read_only=1 on one server and read_only=0 on another. */
    private void change(ScriptedServer from, ScriptedServer to) {
        if (to != null) {
            proxy.servers.add(0, to, 100);
        }
        demote(from);
    }

    private void demote(ScriptedServer writer) {
        proxy.servers.add(1, writer, 100);
        proxy.servers.remove(ProxyRig.key(0, writer));
        proxy.follow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1290 | The MySQL server is running with the --super-read-only option so it cannot execute this statement
            1290 | The MariaDB server is running with the --read-only option so it cannot execute this statement
            1792 | Cannot execute statement in a READ ONLY transaction.
            1836 | Running in read-only mode
            1047 | WSREP has not yet prepared node for application use
            """)
    void aRefusedWriteIsSentToTheNewWriter(int code, String message) {
        RawClient client = proxy.client();
        ScriptedServer before = writerThatTurnsReadOnly(client, code, message);
        ScriptedServer after = proxy.server(1, 100);
        client.send(Command.COM_QUERY, "INSERT INTO t VALUES (1)");
        ProxyRig.await(() -> before.count(":INSERT INTO t VALUES (1)") >= 2, () -> before.log().toString());
        change(before, after);
        assertTrue(client.reply().isOk());
        assertEquals(1, after.count(":INSERT INTO t VALUES (1)"));
    }

    @Test
    void aPreparedStatementIsSentToTheNewWriter() {
        RawClient client = proxy.client();
        ScriptedServer before = writerThatTurnsReadOnly(client, 1290, READ_ONLY);
        ScriptedServer after = proxy.server(1, 100);
        StmtPrepareOk statement = client.prepare("INSERT INTO t VALUES (?)");
        client.send(Command.COM_STMT_EXECUTE,
                RawClient.executeArgument((int) statement.statementId(), true, "one"));
        ProxyRig.await(() -> before.count("COM_STMT_EXECUTE INSERT INTO t VALUES (?)") >= 1,
                () -> before.log().toString());
        change(before, after);
        assertTrue(client.reply().isOk());
        assertEquals(1, after.count("COM_STMT_EXECUTE INSERT INTO t VALUES (?)"));
    }

    @Test
    void theServersErrorIsTheAnswerWhenNobodyWritesInTime() {
        RawClient client = proxy.client();
        writerThatTurnsReadOnly(client, 1290, READ_ONLY);
        proxy.settings.connectTimeoutServerMax = Duration.ofMillis(100);
        Reply refused = client.query("INSERT INTO t VALUES (1)");
        assertEquals(1290, refused.code());
        assertEquals(READ_ONLY, refused.error().message());
        assertEquals("1", client.query("SELECT 1").value(), "the session lives on");
    }

    @Test
    void aServerThatNeverWroteRefusesAtOnce() {
        ScriptedServer reader = proxy.server().on("INSERT", refuses(1290, READ_ONLY));
        assertEquals(1290, proxy.client().query("INSERT INTO t VALUES (1)").code());
        assertEquals(1, reader.count(":INSERT INTO t VALUES (1)"));
    }

    @Test
    void aTransactionIsNotMoved() {
        RawClient client = proxy.client();
        ScriptedServer before = writerThatTurnsReadOnly(client, 1290, READ_ONLY);
        client.query("BEGIN");
        assertEquals(1290, client.query("INSERT INTO t VALUES (1)").code());
        assertEquals(1, before.count(":INSERT INTO t VALUES (1)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CALL p()                  | The server is running with the --read-only option
            BEGIN NOT ATOMIC CALL p() | The server is running with the --read-only option
            INSERT INTO t VALUES (1)  | The server is running with the --secure-file-priv option
            """)
    void whatMayHaveBegunOrIsRefusedForeverIsNotRepeated(String sql, String message) {
        RawClient client = proxy.client();
        ScriptedServer server = writerThatTurnsReadOnly(client, 1290, message);
        server.on(sql, refuses(1290, message));
        assertEquals(1290, client.query(sql).code());
        assertEquals(1, server.count(":" + sql));
    }

    @Test
    void aClientThatLeavesEndsItsWait() {
        RawClient client = proxy.client();
        ScriptedServer before = writerThatTurnsReadOnly(client, 1290, READ_ONLY);
        client.send(Command.COM_QUERY, "INSERT INTO t VALUES (1)");
        ProxyRig.await(() -> before.count(":INSERT INTO t VALUES (1)") >= 1, () -> before.log().toString());
        client.close();
        ProxyRig.await(() -> proxy.sessions.count() == 0, () -> "still there");
    }

    @Test
    void aWaitingStatementCanBeKilled() {
        RawClient client = proxy.client();
        ScriptedServer before = writerThatTurnsReadOnly(client, 1290, READ_ONLY);
        client.send(Command.COM_QUERY, "INSERT INTO t VALUES (1)");
        ProxyRig.await(() -> before.count(":INSERT INTO t VALUES (1)") >= 1, () -> before.log().toString());
        before.on("KILL QUERY", (side, command) -> side.ok(0, 0));
        proxy.sessions.byId(1).kill(null, true, () -> {
            // nobody waits for it
        });
        int code = client.reply().code();
        assertTrue(code == 1317 || code == 1290, () -> "killed while it waited, or just then on its server: " + code);
    }

    @Test
    void aStatementWaitsWhileThereIsNoWriter() {
        ScriptedServer before = proxy.server();
        RawClient client = proxy.client();
        assertTrue(client.query("INSERT INTO t VALUES (1)").isOk());
        demote(before);
        client.send(Command.COM_QUERY, "INSERT INTO t VALUES (2)");
        ProxyRig.await(() -> proxy.loops.ask(loop -> loop.pool().waitingCount()).get(0) == 1, () -> "nobody waits");
        ScriptedServer after = proxy.server();
        assertTrue(client.reply().isOk());
        assertEquals(1, after.count(":INSERT INTO t VALUES (2)"));
    }

    @Test
    void aTransactionMayEndOnTheWriterOfBefore() {
        ScriptedServer before = proxy.server();
        RawClient client = proxy.client();
        client.query("BEGIN");
        proxy.settings.writerDrain = Duration.ofSeconds(30);
        change(before, proxy.server(1, 100));
        assertTrue(client.query("UPDATE t SET a=1").isOk());
        assertTrue(client.query("COMMIT").isOk());
        assertEquals(1, before.count(":COMMIT"));
        ProxyRig.await(() -> before.open() == 0, () -> "its connection is open");
        assertTrue(client.query("INSERT INTO t VALUES (1)").isOk());
        assertEquals(0, before.count(":INSERT INTO t VALUES (1)"));
    }

    @Test
    void aStatementUnderWayMayEndOnTheWriterOfBefore() {
        ScriptedServer before = proxy.server();
        CountDownLatch demoted = new CountDownLatch(1);
        before.on("UPDATE", (side, command) -> {
            try {
                demoted.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            side.ok(1, 0);
        });
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "UPDATE t SET a=1");
        ProxyRig.await(() -> before.count(":UPDATE t SET a=1") == 1, () -> before.log().toString());
        proxy.settings.writerDrain = Duration.ofSeconds(30);
        demote(before);
        demoted.countDown();
        assertTrue(client.reply().isOk());
        ProxyRig.await(() -> before.open() == 0, () -> "its connection is open");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50})
    void aTransactionEndsWithTheDrain(int drainMillis) {
        ScriptedServer before = proxy.server();
        RawClient client = proxy.client();
        client.query("BEGIN");
        proxy.settings.writerDrain = Duration.ofMillis(drainMillis);
        demote(before);
        assertTrue(client.isClosedByProxy());
    }

    @Test
    void aServerThatIsGoneAltogetherIsNotDrained() {
        ScriptedServer before = proxy.server();
        RawClient client = proxy.client();
        client.query("BEGIN");
        proxy.settings.writerDrain = Duration.ofHours(1);
        proxy.servers.remove(ProxyRig.key(0, before));
        proxy.follow();
        assertTrue(client.isClosedByProxy());
    }

    @Test
    void aConnectionThatIsOnlyKeptIsNotUsedDuringTheDrain() {
        ScriptedServer before = proxy.server();
        before.on("INSERT", (side, command) -> side.ok(1, 7));
        proxy.settings.sharing = new Sharing(5, Duration.ZERO, Duration.ZERO);
        RawClient client = proxy.client();
        assertTrue(client.query("INSERT INTO t VALUES (1)").isOk());
        ScriptedServer after = proxy.server(1, 100);
        change(before, after);
        assertTrue(client.query("INSERT INTO t VALUES (2)").isOk());
        assertEquals(1, after.count(":INSERT INTO t VALUES (2)"));
    }

    @Test
    void readsStayWithTheWriterForATimeAfterAnOwnWrite() {
        ScriptedServer writer = proxy.server();
        ScriptedServer reader = proxy.server(1, 100);
        writer.on("INSERT INTO wrong", refuses(1146, "Table 'wrong' doesn't exist"));
        proxy.rules.route("SELECT", 1);
        proxy.settings.causalReads = Duration.ofSeconds(10);
        RawClient client = proxy.client();
        client.query("BEGIN");
        client.query("ROLLBACK");
        client.query("INSERT INTO wrong VALUES (1)");
        client.query("SELECT 'before'");
        client.query("INSERT INTO t VALUES (1)");
        client.query("SELECT 'own'");
        proxy.client().query("SELECT 'other'");
        proxy.advance(Duration.ofSeconds(11));
        client.query("SELECT 'after'");
        assertEquals(1, reader.count(":SELECT 'before'"));
        assertEquals(1, writer.count(":SELECT 'own'"));
        assertEquals(1, reader.count(":SELECT 'other'"), "another session's write");
        assertEquals(1, reader.count(":SELECT 'after'"));
    }

    @Test
    void readsGoWhereTheRulesSayWithoutCausalReads() {
        ScriptedServer writer = proxy.server();
        ScriptedServer reader = proxy.server(1, 100);
        proxy.rules.route("SELECT", 1);
        RawClient client = proxy.client();
        client.query("INSERT INTO t VALUES (1)");
        client.query("SELECT 'own'");
        assertEquals(0, writer.count(":SELECT 'own'"));
        assertEquals(1, reader.count(":SELECT 'own'"));
    }
}

package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** Prepared statements: a client's ids, those of each backend connection, and what binds both. */
class PreparedStatementsTest {
    private static final String SQL = "INSERT INTO t VALUES (?)";
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    @Test
    void eachConnectionLearnsTheStatementOnceAndWhenItIsNeeded() {
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare(SQL);
        assertTrue(client.execute(statement, "a").isOk());
        assertEquals(1, server.count("1:COM_STMT_PREPARE " + SQL));
        RawClient other = proxy.client();
        other.query("BEGIN"); // takes connection 1
        assertTrue(client.execute(statement, "b").isOk());
        assertTrue(client.execute(statement, "c").isOk());
        assertEquals(1, server.count("2:COM_STMT_PREPARE " + SQL));
        assertEquals(2, server.count("2:COM_STMT_EXECUTE " + SQL));
    }

    @Test
    void aConnectionLearnsItInTheSchemaInWhichItWasPrepared() {
        RawClient client = proxy.client();
        client.query("USE a");
        StmtPrepareOk statement = client.prepare(SQL);
        client.query("USE b");
        proxy.client().query("BEGIN"); // takes connection 1
        assertTrue(client.execute(statement, "x").isOk());
        List<String> log = server.log().stream().filter(line -> line.startsWith("2:")).toList();
        assertEquals("2:COM_INIT_DB a", log.get(log.indexOf("2:COM_STMT_PREPARE " + SQL) - 1));
        client.query("SELECT 1");
        assertEquals(1, server.count("2:COM_INIT_DB b"), "back for what follows");
    }

    @Test
    void rowCountKnowsResetAndFetch() {
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare(SQL);
        client.query("SELECT 1");
        client.sendOn(Command.COM_STMT_RESET, statement);
        assertTrue(client.reply().isOk());
        assertEquals("0", client.query("SELECT ROW_COUNT()").value());
        client.query("INSERT INTO t VALUES (1)");
        client.send(Command.COM_STMT_FETCH, new byte[]{1, 0, 0, 0, 1, 0, 0, 0});
        assertEquals(1421, client.reply().code());
        assertEquals("-1", client.query("SELECT ROW_COUNT()").value());
    }

    @Test
    void idsAreTheClientsOwn() {
        RawClient one = proxy.client();
        RawClient two = proxy.client();
        assertEquals(1, one.prepare("SELECT 1").statementId());
        assertEquals(2, one.prepare("SELECT 2").statementId());
        assertEquals(1, two.prepare("SELECT 3").statementId());
        one.send(Command.COM_STMT_EXECUTE, RawClient.executeArgument(3, true));
        assertEquals(1243, one.reply().code());
    }

    @Test
    void aDyingServersExecuteIsRepeatedOnAnotherConnectionThatLearnsItFirst() {
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare("SELECT ?");
        AtomicInteger times = new AtomicInteger();
        server.on("COM_STMT_EXECUTE SELECT ?", (side, command) -> {
            if (times.incrementAndGet() == 1) {
                side.die();
            } else {
                side.ok(0, 0);
            }
        });
        assertTrue(client.execute(statement, "a").isOk());
        assertEquals(1, server.count("2:COM_STMT_PREPARE SELECT ?"));
        assertEquals(1, server.count("2:COM_STMT_EXECUTE SELECT ?"));
    }

    @Test
    void aServerThatDiesWhileItLearnsAWriteHasNotWritten() {
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare(SQL);
        server.dropAll();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 0, () -> "still idle");
        AtomicInteger times = new AtomicInteger();
        server.on("COM_STMT_PREPARE", (side, command) -> {
            if (times.incrementAndGet() == 1) {
                side.die();
            } else {
                side.prepared(SQL);
            }
        });
        assertTrue(client.execute(statement, "a").isOk());
        assertEquals(1, server.count(":COM_STMT_EXECUTE " + SQL));
    }

    @Test
    void aServerThatRefusesToLearnSaysWhy() {
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare(SQL);
        server.dropAll();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 0, () -> "still idle");
        server.on("COM_STMT_PREPARE", (side, command) -> side.error(1146, "42S02", "Table 't' doesn't exist"));
        Reply reply = client.execute(statement, "a");
        assertEquals(1146, reply.code());
        assertEquals(1, proxy.count(LoopServer.Count.IDLE));
    }

    @Test
    void parameterTypesOfAnotherSessionDoNotStick() {
        List<String> executed = new CopyOnWriteArrayList<>();
        server.on("COM_STMT_EXECUTE", (side, command) -> {
            executed.add(HexFormat.of().formatHex(command, 10, command.length));
            side.ok(1, 0);
        });
        RawClient one = proxy.client();
        RawClient two = proxy.client();
        StmtPrepareOk first = one.prepare(SQL);
        StmtPrepareOk second = two.prepare(SQL);
        one.execute(first, "a");
        two.execute(second, "b");
        one.send(Command.COM_STMT_EXECUTE, RawClient.executeArgument((int) first.statementId(), false, "c"));
        assertTrue(one.reply().isOk());
        assertEquals(List.of("0001fd000161", "0001fd000162", "0001fd000163"), executed);
    }

    @Test
    void longDataBindsUntilItsExecute() {
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare(SQL);
        client.sendLongData(statement, 0, "long".getBytes(StandardCharsets.UTF_8));
        StmtPrepareOk other = client.prepare("INSERT INTO u VALUES (?)");
        assertTrue(client.execute(other, "x").isOk());
        assertEquals(1, proxy.count(LoopServer.Count.USED), "another statement does not free it");
        assertEquals("2", proxy.client().query("SELECT 1").value());
        assertTrue(client.execute(statement, "").isOk());
        assertEquals(0, proxy.count(LoopServer.Count.USED));
        assertEquals(1, server.count("1:COM_STMT_SEND_LONG_DATA " + SQL));
        assertEquals(1, server.count("1:COM_STMT_EXECUTE " + SQL));
    }

    @Test
    void resetAndCloseForgetLongData() {
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare(SQL);
        client.sendLongData(statement, 0, new byte[5]);
        client.sendOn(Command.COM_STMT_RESET, statement);
        assertTrue(client.reply().isOk());
        assertEquals(1, server.count("1:COM_STMT_RESET " + SQL));
        assertEquals(0, proxy.count(LoopServer.Count.USED));
        client.sendLongData(statement, 0, new byte[5]);
        client.sendOn(Command.COM_STMT_CLOSE, statement);
        assertEquals("1", client.query("SELECT 1").value());
        assertEquals(1, server.count("1:COM_STMT_CLOSE " + SQL));
        assertEquals(0, proxy.count(LoopServer.Count.USED));
        assertEquals(1243, client.execute(statement, "a").code());
    }

    @Test
    void longDataThatCannotBeSentIsAnsweredByTheExecute() {
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare(SQL);
        server.close();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 0, () -> "still idle");
        proxy.settings.connectRetries = 0;
        client.sendLongData(statement, 0, new byte[5]);
        client.sendLongData(statement, 0, new byte[5]);
        assertEquals(2003, client.execute(statement, "a").code());
        client.send(Command.COM_PING);
        assertTrue(client.reply().isOk(), "no answer stands where none belongs");
    }

    @Test
    void aServerThatDiesWithLongDataTakesTheSession() {
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare(SQL);
        client.sendLongData(statement, 0, new byte[5]);
        ProxyRig.await(() -> server.count("1:COM_STMT_SEND_LONG_DATA " + SQL) == 1, () -> server.log().toString());
        server.dropAll();
        assertTrue(client.isClosedByProxy());
    }

    @Test
    void theOldestStatementGoesWhenAConnectionHasTooMany() {
        proxy.settings.maxStmtsPerConnection = 3;
        RawClient client = proxy.client();
        List<StmtPrepareOk> statements = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statements.add(client.prepare("INSERT INTO t" + i + " VALUES (?)"));
        }
        assertEquals(0, client.query("SELECT 1").code());
        assertEquals(1, server.count("1:COM_STMT_CLOSE INSERT INTO t0 VALUES (?)"));
        assertTrue(client.execute(statements.get(0), "a").isOk(), "it is learned again");
        assertEquals(2, server.count("1:COM_STMT_PREPARE INSERT INTO t0 VALUES (?)"));
    }

    @Test
    void aStatementWithLongDataIsNotTheOneThatGoes() {
        proxy.settings.maxStmtsPerConnection = 1;
        RawClient client = proxy.client();
        StmtPrepareOk first = client.prepare(SQL);
        client.sendLongData(first, 0, new byte[5]);
        client.prepare("SELECT 1");
        assertTrue(client.execute(first, "").isOk());
        assertEquals(0, server.count("1:COM_STMT_CLOSE " + SQL));
        assertEquals(1, server.count("1:COM_STMT_PREPARE " + SQL));
    }

    @Test
    void resetConnectionForgetsAllStatements() {
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare(SQL);
        client.send(Command.COM_RESET_CONNECTION);
        assertTrue(client.reply().isOk());
        assertEquals(1243, client.execute(statement, "a").code());
    }
}

package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.backend.Opening;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;
import switchboard.mysql.proxy.rig.ServerSide;

/** MariaDB's connections learn a statement and run it at once: PREPARE and EXECUTE in one write, two answers. */
class PreparedTogetherTest {
    private static final String WRITE = "INSERT INTO t VALUES (?)";
    private static final String READ = "SELECT ?";
    private static final String KNOWN = "SELECT 3";
    /** Bytes of an EXECUTE with its header around one text of 251 to 65,535 bytes. */
    private static final int AROUND_A_TEXT = 21;

    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();
    private final List<Integer> ids = new CopyOnWriteArrayList<>();
    private RawClient client;
    private StmtPrepareOk write;
    private StmtPrepareOk read;

    /** The client's statements are known to connection 1, which is taken; 2 has given an id, so that the next is known. */
    @BeforeEach
    void aConnectionThatDoesNotKnowTheStatements() {
        server.offering(Capability.MARIADB_FOLLOWED);
        client = proxy.client();
        write = client.prepare(WRITE);
        read = client.prepare(READ);
        assertTrue(proxy.client().query("BEGIN").isOk());
        client.prepare("SELECT 2");
        assertEquals(1, server.count("2:COM_STMT_PREPARE SELECT 2"));
    }

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    /** Answers a PREPARE only when the EXECUTE behind it has come, whose id is noted. */
    private void executeBehind(ServerSide side) throws IOException {
        ByteBuf next = Unpooled.wrappedBuffer(side.readAnswer());
        assertEquals(Command.COM_STMT_EXECUTE, next.readByte());
        ids.add(next.readIntLE());
    }

    @Test
    void aConnectionsFirstIdIsWaitedFor() {
        dropAll();
        assertTrue(client.execute(write, "a").isOk()); // connection 3 begins with 3001, not with 1
        assertEquals(List.of("3:COM_STMT_PREPARE " + WRITE, "3:COM_STMT_EXECUTE " + WRITE), statementsOf(3));
    }

    @Test
    void whatAsksAboutErrorsIsNotPrecededByOne() {
        String question = "SELECT @@warning_count";
        StmtPrepareOk statement = client.prepare(question);
        newConnection(client);
        assertEquals(0, client.execute(statement).code());
        assertEquals(List.of("3:COM_STMT_PREPARE " + question, "3:COM_STMT_EXECUTE " + question), statementsOf(3));
    }

    @Test
    void theExecuteComesBeforeThePrepareIsAnswered() {
        server.on("COM_STMT_PREPARE " + WRITE, (side, command) -> {
            executeBehind(side);
            side.prepared(WRITE);
            side.ok(7, 0);
        });
        Reply reply = client.execute(write, "a");
        assertEquals(7, reply.ok().affectedRows());
        assertEquals(List.of(2002), ids, "the id that the server gives next");
        assertTrue(client.execute(write, "b").isOk());
        assertEquals(1, server.count("2:COM_STMT_EXECUTE " + WRITE), "it is known from then on");
        assertEquals("2", client.query("SELECT 1").value());
    }

    @Test
    void answersMayBeCutAnywhere() {
        server.on("COM_STMT_PREPARE " + READ, (side, command) -> {
            executeBehind(side);
            side.inPieces(1, () -> {
                side.prepared(READ, "column");
                side.binaryRows(List.of("column"), new Object[]{"x"});
            });
        });
        assertEquals(0, client.execute(read, "a").code());
        assertEquals("2", client.query("SELECT 1").value());
    }

    @Test
    void aPrepareThatFailsIsAnsweredOnce() {
        server.on("COM_STMT_PREPARE " + WRITE, (side, command) -> {
            executeBehind(side);
            side.notPrepared(1146, "42S02", "Table 't' doesn't exist");
            side.error(1243, "HY000", "Unknown prepared statement handler (2002) given to EXECUTE");
        });
        Reply reply = client.execute(write, "a");
        assertEquals(1146, reply.code());
        assertEquals("Table 't' doesn't exist", reply.error().message());
        assertEquals("2", client.query("SELECT 1").value());
        assertEquals(1, proxy.count(LoopServer.Count.IDLE));
        server.on("COM_STMT_PREPARE " + READ, (side, command) -> {
            executeBehind(side);
            side.prepared(READ);
            side.ok(0, 0);
        });
        client.execute(read, "a");
        assertEquals(List.of(2002, 2003), ids, "a statement that fails has its id too");
    }

    private void dropAll() {
        server.dropAll();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 0, () -> "still idle");
    }

    /** It has given an id, and another since in another way: an EXECUTE that doesn't wait for its own names one of nobody's. */
    private void newConnection(RawClient by) {
        dropAll();
        by.prepare(KNOWN);
        server.side(server.accepted()).skipStatementId();
    }

    private List<String> statementsOf(int connection) {
        return server.log().stream().filter(line -> line.startsWith(connection + ":COM_STMT_"))
                .filter(line -> !line.endsWith(KNOWN)).toList();
    }

    @Test
    void anExecuteWithAnIdOfNobodysIsSentAgain() {
        newConnection(client);
        assertTrue(client.execute(write, "a").isOk());
        assertEquals(1, server.count("3:COM_STMT_PREPARE " + WRITE));
        assertEquals(1, server.count("3:COM_STMT_EXECUTE unknown"));
        assertEquals(1, server.count("3:COM_STMT_EXECUTE " + WRITE));
        assertEquals(0, client.query("SELECT 1").code());
    }

    @Test
    void aWriteIsNotRepeatedWhenItsServerDiesBeforeItAnswersThePrepare() {
        server.on("COM_STMT_PREPARE " + WRITE, (side, command) -> side.die());
        assertEquals(2013, client.execute(write, "a").code());
        assertEquals(0, client.query("SELECT 1").code());
    }

    @Test
    void aReadIsRepeated() {
        AtomicInteger times = new AtomicInteger();
        server.on("COM_STMT_PREPARE " + READ, (side, command) -> {
            if (times.incrementAndGet() == 1) {
                executeBehind(side);
                side.prepared(READ);
                side.die();
            } else {
                side.prepared(READ);
            }
        });
        assertTrue(client.execute(read, "a").isOk());
        assertEquals(2, times.get());
    }

    @Test
    void aKilledPrepareIsAKilledStatement() {
        server.on("KILL QUERY ", (side, command) -> {
            side.ok(0, 0);
            server.side(2).wake();
        });
        server.on("COM_STMT_PREPARE " + WRITE, (side, command) -> {
            executeBehind(side);
            side.hang();
            side.notPrepared(1317, "70100", "Query execution was interrupted");
            side.error(1243, "HY000", "Unknown prepared statement handler (2002) given to EXECUTE");
        });
        String id = client.query("SELECT CONNECTION_ID()").value();
        client.send(Command.COM_STMT_EXECUTE, RawClient.executeArgument((int) write.statementId(), true, "a"));
        ProxyRig.await(() -> ids.size() == 1, () -> server.log().toString());
        assertTrue(proxy.client().query("KILL QUERY " + id).isOk());
        assertEquals(1317, client.reply().code());
        assertEquals(0, client.query("SELECT 1").code());
    }

    @Test
    void aConnectionNeverHasMoreThanTheLimit() {
        proxy.settings.maxStmtsPerConnection = 3;
        List<StmtPrepareOk> many = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            many.add(client.prepare("SELECT ?+" + i));
        }
        server.on("COM_STMT_PREPARE SELECT ?+", (side, command) -> {
            executeBehind(side);
            side.prepared(new String(command, 1, command.length - 1, java.nio.charset.StandardCharsets.UTF_8));
            side.ok(0, 0);
        });
        for (int round = 0; round < 2; round++) {
            for (StmtPrepareOk each : many) {
                assertTrue(client.execute(each, "a").isOk());
            }
        }
        List<String> log = server.log().stream().filter(line -> line.startsWith("2:COM_STMT_")).toList();
        int open = 0;
        for (String line : log) {
            open += line.startsWith("2:COM_STMT_PREPARE") ? 1 : line.startsWith("2:COM_STMT_CLOSE") ? -1 : 0;
            assertTrue(open <= 3, log.toString());
        }
    }

    @Test
    void longDataWaitsForItsStatement() {
        newConnection(client);
        client.sendLongData(write, 0, new byte[]{1, 2, 3});
        assertTrue(client.execute(write, "").isOk());
        assertEquals(List.of("3:COM_STMT_PREPARE " + WRITE, "3:COM_STMT_SEND_LONG_DATA " + WRITE,
                "3:COM_STMT_EXECUTE " + WRITE), statementsOf(3));
    }

    @Test
    void aCursorWaitsForItsStatement() {
        newConnection(client);
        byte[] withCursor = RawClient.executeArgument((int) read.statementId(), true, "a");
        withCursor[4] = 1;
        client.send(Command.COM_STMT_EXECUTE, withCursor);
        assertTrue(client.reply().isOk());
        assertEquals(List.of("3:COM_STMT_PREPARE " + READ, "3:COM_STMT_EXECUTE " + READ), statementsOf(3));
    }

    @ParameterizedTest
    @CsvSource({"65536, true", "65537, false"})
    void anExecuteLongerThan64KbWaitsForItsStatement(int bytes, boolean together) {
        newConnection(client);
        assertTrue(client.execute(write, "x".repeat(bytes - AROUND_A_TEXT)).isOk());
        List<String> waits = List.of("3:COM_STMT_PREPARE " + WRITE, "3:COM_STMT_EXECUTE " + WRITE);
        List<String> again = List.of(waits.get(0), "3:COM_STMT_EXECUTE unknown", waits.get(1));
        assertEquals(together ? again : waits, statementsOf(3));
    }

    @Test
    void aLongExecuteIsNotSentWhenItsStatementCannotBePrepared() {
        newConnection(client);
        server.on("COM_STMT_PREPARE " + WRITE,
                (side, command) -> side.notPrepared(1146, "42S02", "Table 't' doesn't exist"));
        Reply reply = client.execute(write, "x".repeat(70_000));
        assertEquals("Table 't' doesn't exist", reply.error().message());
        assertEquals("3", client.query("SELECT 1").value());
        assertEquals(List.of("3:COM_STMT_PREPARE " + WRITE), statementsOf(3));
        assertEquals(1, proxy.count(LoopServer.Count.IDLE));
    }

    @Test
    void aCompressedConnectionIsAskedOneAfterTheOther() {
        proxy.settings.maxStmtsPerConnection = 1;
        server.offering(Capability.MARIADB_FOLLOWED | Capability.CLIENT_COMPRESS);
        proxy.servers.compress(ProxyRig.key(0, server));
        proxy.follow();
        newConnection(client);
        assertTrue(client.execute(write, "a").isOk());
        assertTrue(client.execute(read, "b").isOk());
        assertEquals(List.of("3:COM_STMT_PREPARE " + WRITE, "3:COM_STMT_EXECUTE " + WRITE,
                "3:COM_STMT_CLOSE " + WRITE, "3:COM_STMT_PREPARE " + READ, "3:COM_STMT_EXECUTE " + READ),
                statementsOf(3));
        client.query("BEGIN");
        assertEquals("2", proxy.rows("stats_mysql_processlist").getFirst().get(14), "COMPRESSION");
    }

    @Test
    void aConnectionWhoseEndsOfRowsAreRewrittenIsAskedOneAfterTheOther() {
        Opening usual = proxy.settings.opening;
        proxy.settings.opening = new Opening(false, usual.perSecond(), usual.keepalive(), false);
        RawClient other = proxy.client("app", RawClient.USUAL | Capability.CLIENT_DEPRECATE_EOF);
        StmtPrepareOk statement = other.prepare(WRITE);
        newConnection(other);
        assertTrue(other.execute(statement, "a").isOk());
        assertEquals(List.of("4:COM_STMT_PREPARE " + WRITE, "4:COM_STMT_EXECUTE " + WRITE), statementsOf(4));
    }

    @Test
    void anAnswerToAnExecuteThatCannotBeIsNotPassedOn() {
        server.on("COM_STMT_PREPARE " + WRITE, (side, command) -> {
            executeBehind(side);
            side.notPrepared(1461, "42000", "Can't create more than max_prepared_stmt_count statements");
            side.ok(1, 0);
        });
        assertEquals(2013, client.execute(write, "a").code());
        assertEquals(0, client.query("SELECT 1").code());
    }
}

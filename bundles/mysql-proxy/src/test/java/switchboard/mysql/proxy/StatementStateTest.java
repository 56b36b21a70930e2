package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** Cursors, and statements that a server no longer knows. */
class StatementStateTest {
    private static final String SQL = "SELECT c FROM t WHERE a = ?";
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    private static byte[] withCursor(StmtPrepareOk statement) {
        byte[] argument = RawClient.executeArgument((int) statement.statementId(), true, "a");
        argument[4] = 1; // CURSOR_TYPE_READ_ONLY
        return argument;
    }

    private static byte[] fetch(StmtPrepareOk statement) {
        return ByteBufUtil.getBytes(Unpooled.buffer().writeIntLE((int) statement.statementId()).writeIntLE(1));
    }

    private static void read(RawClient client, int packets) throws IOException {
        client.sequenceGoesOnFrom(0);
        for (int i = 0; i < packets; i++) {
            client.next();
        }
    }

    @Test
    void aCursorKeepsItsConnectionUntilTheLastRowIsFetched() throws IOException {
        AtomicInteger fetched = new AtomicInteger();
        server.on("COM_STMT_EXECUTE", (side, command) -> side.cursor());
        server.on("COM_STMT_FETCH", (side, command) -> side.fetched(fetched.incrementAndGet() == 2));
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare(SQL);
        client.send(Command.COM_STMT_EXECUTE, withCursor(statement));
        read(client, 3);
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        assertEquals("1", client.query("SELECT 1").value(), "other statements go on beside it");
        assertEquals("2", proxy.client().query("SELECT 1").value());
        client.send(Command.COM_STMT_FETCH, fetch(statement));
        read(client, 2);
        assertEquals(1, proxy.count(LoopServer.Count.USED));
        client.send(Command.COM_STMT_FETCH, fetch(statement));
        read(client, 2);
        assertEquals(0, proxy.count(LoopServer.Count.USED));
        assertEquals(2, server.count("1:COM_STMT_FETCH " + SQL));
        client.send(Command.COM_STMT_FETCH, fetch(statement));
        assertEquals(1421, client.reply().code());
    }

    @Test
    void foundRowsOfACursorAreAskedWhereItIsOpenAndCounted() throws IOException {
        AtomicInteger fetched = new AtomicInteger();
        server.on("COM_STMT_EXECUTE", (side, command) -> side.cursor());
        server.on("COM_STMT_FETCH", (side, command) -> side.fetched(fetched.incrementAndGet() == 2));
        server.on("SELECT FOUND_ROWS()", (side, command) -> side.rows(List.of("FOUND_ROWS()"), new Object[]{"17"}));
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare(SQL);
        client.send(Command.COM_STMT_EXECUTE, withCursor(statement));
        read(client, 3);
        assertEquals("17", client.query("SELECT FOUND_ROWS()").value());
        client.send(Command.COM_STMT_EXECUTE, withCursor(statement));
        read(client, 3);
        for (int i = 0; i < 2; i++) {
            client.send(Command.COM_STMT_FETCH, fetch(statement));
            read(client, 2);
        }
        assertEquals("2", client.query("SELECT FOUND_ROWS()").value(), "as many as were fetched");
        assertEquals(1, server.count("FOUND_ROWS()"));
    }

    @Test
    void aServerThatOpensNoCursorKeepsNothing() {
        server.on("COM_STMT_EXECUTE", (side, command) -> side.rows(List.of("c"), new Object[]{"row"}));
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare(SQL);
        client.send(Command.COM_STMT_EXECUTE, withCursor(statement));
        assertEquals("row", client.reply().value());
        assertEquals(0, proxy.count(LoopServer.Count.USED));
    }

    @ParameterizedTest
    @ValueSource(ints = {1243, 1615})
    void aStatementThatTheServerHasForgottenIsLearnedAgain(int code) {
        AtomicInteger times = new AtomicInteger();
        server.on("COM_STMT_EXECUTE", (side, command) -> {
            if (times.incrementAndGet() == 1) {
                side.error(code, "HY000", "forgotten");
            } else {
                side.ok(3, 0);
            }
        });
        RawClient client = proxy.client();
        client.query("BEGIN");
        StmtPrepareOk statement = client.prepare(SQL);
        assertTrue(client.execute(statement, "a").isOk(), "also in a transaction: nothing was executed");
        assertEquals(2, server.count("1:COM_STMT_PREPARE " + SQL));
        assertEquals(1, server.count("1:COM_STMT_CLOSE " + SQL));
        times.set(-5);
        server.on("COM_STMT_EXECUTE", (side, command) -> side.error(code, "HY000", "forgotten"));
        assertEquals(code, client.execute(statement, "a").code(), "once, not for ever");
    }

    @Test
    void minusOneIsTheStatementThatWasPreparedLast() {
        RawClient client = proxy.client();
        client.send(Command.COM_STMT_EXECUTE, RawClient.executeArgument(-1, true, "a"));
        assertEquals(1243, client.reply().code());
        client.prepare(SQL);
        client.prepare("SELECT 2");
        client.send(Command.COM_STMT_EXECUTE, RawClient.executeArgument(-1, true));
        assertTrue(client.reply().isOk());
        assertEquals(1, server.count("1:COM_STMT_EXECUTE SELECT 2"));
    }

    @Test
    void longDataThatTheServerHasForgottenIsNotMadeUp() {
        server.on("COM_STMT_EXECUTE", (side, command) -> side.error(1243, "HY000", "forgotten"));
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare(SQL);
        client.sendLongData(statement, 0, new byte[5]);
        assertEquals(1243, client.execute(statement, "a").code());
        assertEquals(1, server.count("1:COM_STMT_PREPARE " + SQL));
    }
}

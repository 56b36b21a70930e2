package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.ColumnType;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.packet.QueryAttribute;
import switchboard.mysql.protocol.packet.QueryAttributes;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** Query attributes: kept through to a server that takes them, taken off for one that doesn't. */
class QueryAttributesTest {
    private static final long WITH = RawClient.USUAL | Capability.CLIENT_QUERY_ATTRIBUTES;
    private static final QueryAttributes TRACE = new QueryAttributes(List.of(new QueryAttribute(
            ColumnType.MYSQL_TYPE_STRING, "trace".getBytes(StandardCharsets.UTF_8), new byte[]{2, 'i', 'd'})));

    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    private static byte[] statement(QueryAttributes attributes, String text) {
        ByteBuf out = Unpooled.buffer();
        attributes.writeBeforeText(out);
        return ByteBufUtil.getBytes(out.writeBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** An EXECUTE of one parameter, as a client with the capability sends it. */
    private static byte[] execute(StmtPrepareOk prepared, boolean attribute) {
        String head = attribute ? "02 00 01 fd00 00 fe00 05" + "7472616365" : "01 00 01 fd00 00";
        String values = attribute ? "0161 02" + "6964" : "0161";
        ByteBuf out = Unpooled.buffer().writeIntLE((int) prepared.statementId()).writeByte(8).writeIntLE(1);
        return ByteBufUtil.getBytes(out.writeBytes(HexFormat.of().parseHex((head + values).replace(" ", ""))));
    }

    private void noteQueries(String beginning) {
        server.on(beginning, (side, command) -> {
            seen.add(new String(command, 1, command.length - 1, StandardCharsets.UTF_8));
            side.ok(0, 0);
        });
    }

    /** The server comes back without the capability. */
    private void forget() {
        server.offering(0).dropAll();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 0, () -> "still idle");
    }

    private void noteExecutes() {
        server.on("COM_STMT_EXECUTE", (side, command) -> {
            seen.add(HexFormat.of().formatHex(command, 5, command.length));
            side.ok(1, 0);
        });
    }

    @Test
    void aServerThatTakesThemGetsThem() {
        server.offering(Capability.CLIENT_QUERY_ATTRIBUTES);
        String sent = new String(statement(TRACE, "DO 1"), StandardCharsets.UTF_8);
        noteQueries("\1\1");
        RawClient client = proxy.client("app", WITH);
        assertTrue(client.send(Command.COM_QUERY, statement(TRACE, "DO 1")).reply().isOk());
        assertEquals(List.of(sent), seen);
        assertTrue(client.send(Command.COM_QUERY, statement(QueryAttributes.NONE, "DO 2")).reply().isOk());
        assertEquals(1, server.count("\0\1DO 2"), "the shape is kept without any");
        assertEquals(server.log().size(),
                server.log().stream().filter(line -> line.matches("1:(LOGIN|\0\1|\1\1)(?s:.*)")).count(),
                "what the proxy asks by itself has the shape, too: " + server.log());
    }

    @Test
    void aServerWithoutThemGetsThePlainStatement() {
        noteQueries("DO");
        RawClient client = proxy.client("app", WITH);
        assertTrue(client.send(Command.COM_QUERY, statement(TRACE, "DO 1")).reply().isOk());
        assertEquals(List.of("DO 1"), seen);
        assertEquals("1", client.send(Command.COM_QUERY, statement(QueryAttributes.NONE, "SELECT 1")).reply().value());
    }

    @Test
    void textsBeyondOnePacketKeepTheirBytes() {
        for (boolean taken : new boolean[]{true, false}) {
            if (taken) {
                server.offering(Capability.CLIENT_QUERY_ATTRIBUTES);
            } else {
                forget();
            }
            for (int length : new int[]{1500, 0xFFFFFF - 12, 0xFFFFFF + 20}) {
                seen.clear();
                String text = "DO '" + "x".repeat(length) + "'";
                noteQueries(taken ? "\1\1" : "DO");
                RawClient client = proxy.client("app", WITH);
                client.send(Command.COM_QUERY, statement(TRACE, text));
                assertTrue(client.reply().isOk());
                String whole = taken ? new String(statement(TRACE, text), StandardCharsets.UTF_8) : text;
                assertEquals(whole, seen.get(0).stripTrailing());
                assertEquals(taken, seen.get(0).startsWith("\1"));
            }
        }
    }

    @Test
    void executesKeepThemOrLoseThem() {
        noteExecutes();
        server.offering(Capability.CLIENT_QUERY_ATTRIBUTES);
        RawClient client = proxy.client("app", WITH);
        StmtPrepareOk prepared = client.prepare("DO ?");
        for (boolean attribute : new boolean[]{true, false}) {
            assertTrue(client.send(Command.COM_STMT_EXECUTE, execute(prepared, attribute)).reply().isOk());
        }
        assertEquals(List.of("0801000000" + "020001fd0000fe00057472616365" + "0161026964",
                "0801000000" + "010001fd0000" + "0161"), seen);
        seen.clear();
        forget();
        for (boolean attribute : new boolean[]{true, false}) {
            assertTrue(client.send(Command.COM_STMT_EXECUTE, execute(prepared, attribute)).reply().isOk());
        }
        assertEquals(List.of("0001000000" + "0001fd00" + "0161", "0001000000" + "0001fd00" + "0161"), seen);
    }

    @Test
    void aRelayTakesThemOffForAServerWithoutThem() {
        proxy.users.addFastForward("relay", 0);
        noteExecutes();
        RawClient client = proxy.client("relay", WITH);
        assertEquals("1", client.send(Command.COM_QUERY, statement(TRACE, "SELECT 1")).reply().value());
        assertEquals("1", client.send(Command.COM_QUERY, statement(TRACE, "SELECT 2")).reply().value());
        assertEquals(1, server.count("1:SELECT 2"));
        StmtPrepareOk prepared = client.prepare("DO ?");
        assertTrue(client.send(Command.COM_STMT_EXECUTE, execute(prepared, true)).reply().isOk());
        assertEquals(List.of("0001000000" + "0001fd00" + "0161"), seen);
    }

    @Test
    void aRelayLeavesThemToAServerThatTakesThem() {
        server.offering(Capability.CLIENT_QUERY_ATTRIBUTES);
        proxy.users.addFastForward("relay", 0);
        noteQueries("\1\1");
        RawClient client = proxy.client("relay", WITH);
        assertTrue(client.send(Command.COM_QUERY, statement(TRACE, "DO 1")).reply().isOk());
        assertEquals(1, seen.size());
    }

    @Test
    void attributesThatAreNoneCloseTheConnection() {
        RawClient client = proxy.client("app", WITH);
        assertEquals(1835, client.send(Command.COM_QUERY, new byte[]{5, 1, 0}).reply().code());
        assertTrue(client.isClosedByProxy());
    }
}

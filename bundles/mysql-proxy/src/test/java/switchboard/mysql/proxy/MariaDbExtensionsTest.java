package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** MariaDB's own capabilities: offered when every server has them, and what they bring. */
class MariaDbExtensionsTest {
    private static final long CLIENT = RawClient.USUAL & ~Capability.CLIENT_LONG_PASSWORD
            | Capability.MARIADB_FOLLOWED;
    private static final String SQL = "INSERT INTO t VALUES (?)";

    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    private static long offered(RawClient to) {
        return to.greeting().capabilities() >>> 32 << 32;
    }

    /** The proxy has seen what the server offers. */
    private void learn(long extensions) {
        server.offering(extensions);
        assertEquals(0, proxy.client().query("SELECT 1").code());
    }

    /** The server comes back as one of MySQL's. */
    private void forget() {
        server.offering(0).dropAll();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 0, () -> "still idle");
    }

    private static byte[] bulk(StmtPrepareOk statement, boolean types, String values) {
        ByteBuf out = Unpooled.buffer().writeIntLE((int) statement.statementId()).writeShortLE(types ? 128 : 0);
        if (types) {
            out.writeShortLE(253);
        }
        return ByteBufUtil.getBytes(out.writeBytes(HexFormat.of().parseHex(values)));
    }

    @Test
    void whatEveryServerHasIsOffered() {
        assertEquals(0, offered(proxy.client()), "nobody knows the server yet");
        learn(Capability.MARIADB_OFFERED | Capability.MARIADB_CLIENT_COM_MULTI);
        RawClient second = proxy.client();
        assertEquals(Capability.MARIADB_OFFERED, offered(second));
        assertEquals(0, second.query("SELECT 1").code());
        proxy.server(1, 100);
        assertEquals(0, offered(proxy.client()), "there is a server that nobody has seen");
    }

    @Test
    void aBulkGoesToTheServerWithItsOwnIdAndTypes() {
        learn(Capability.MARIADB_FOLLOWED);
        server.on("command -6", (side, command) -> {
            seen.add(HexFormat.of().formatHex(command, 5, command.length));
            side.ok(2, 0);
        });
        RawClient one = proxy.client("app", CLIENT);
        RawClient two = proxy.client("app", CLIENT);
        StmtPrepareOk first = one.prepare(SQL);
        StmtPrepareOk second = two.prepare(SQL);
        assertEquals(2, one.send(Command.COM_STMT_BULK_EXECUTE, bulk(first, true, "000161000162")).reply().ok()
                .affectedRows());
        assertTrue(two.send(Command.COM_STMT_BULK_EXECUTE, bulk(second, true, "000163")).reply().isOk());
        assertTrue(one.send(Command.COM_STMT_BULK_EXECUTE, bulk(first, false, "000164")).reply().isOk());
        assertEquals(List.of("8000fd00000161000162", "8000fd00000163", "8000fd00000164"), seen);
        byte[] last = bulk(second, true, "000165");
        ByteBuf byLast = Unpooled.wrappedBuffer(last).setIntLE(0, -1);
        assertTrue(two.send(Command.COM_STMT_BULK_EXECUTE, ByteBufUtil.getBytes(byLast)).reply().isOk());
        assertEquals(1835, two.send(Command.COM_STMT_BULK_EXECUTE, java.util.Arrays.copyOf(last, 7)).reply().code());
    }

    @Test
    void aBulkThatWasNotOfferedIsRefusedAndTheSessionGoesOn() {
        RawClient client = proxy.client("app", CLIENT);
        StmtPrepareOk statement = client.prepare(SQL);
        byte[] bulk = bulk(statement, true, "000161");
        assertEquals(1047, client.send(Command.COM_STMT_BULK_EXECUTE, bulk).reply().code());
        assertTrue(client.execute(statement, "a").isOk());
    }

    @Test
    void aServerWithoutBulksSaysSo() {
        learn(Capability.MARIADB_CLIENT_STMT_BULK_OPERATIONS);
        RawClient client = proxy.client("app", CLIENT);
        StmtPrepareOk statement = client.prepare(SQL);
        forget();
        assertEquals(1047,
                client.send(Command.COM_STMT_BULK_EXECUTE, bulk(statement, true, "000161")).reply().code());
        assertTrue(client.execute(statement, "a").isOk());
    }

    @Test
    void progressReportsPassAndEndNothing() throws IOException {
        learn(Capability.MARIADB_FOLLOWED);
        byte[] report = {-1, -1, -1, 1, 1, 2, 3, 4, 5, 2, 'x', 'y'};
        server.on("ALTER", (side, command) -> {
            ByteBuf out = Unpooled.buffer();
            Packets.write(out, 1, report);
            Packets.write(out, 2, report);
            Packets.write(out, 3, new byte[]{0, 0, 0, 2, 0, 0, 0});
            side.raw(out);
        });
        RawClient client = proxy.client("app", CLIENT);
        client.send(Command.COM_QUERY, "ALTER TABLE t FORCE");
        client.sequenceGoesOnFrom(0);
        assertEquals(12, client.next().length);
        assertEquals(12, client.next().length);
        assertEquals(0, client.next()[0]);
        assertEquals(0, client.query("SELECT 1").code());
        assertEquals(0, proxy.count(LoopServer.Count.USED));
    }

    @Test
    void answersOfTheProxyHaveTheExtendedShape() throws IOException {
        learn(Capability.MARIADB_FOLLOWED);
        RawClient client = proxy.client("app", CLIENT);
        client.send(Command.COM_QUERY, "SELECT CONNECTION_ID()");
        client.sequenceGoesOnFrom(0);
        assertEquals(1, client.next()[0]);
        ByteBuf definition = Unpooled.wrappedBuffer(client.next());
        assertEquals("CONNECTION_ID()", ColumnDefinition.decode(definition.duplicate(), true).name());
        for (int i = 0; i < 6; i++) {
            Lenenc.readString(definition, StandardCharsets.UTF_8);
        }
        assertEquals(0, definition.readByte(), "nothing is told");
        assertEquals(12, definition.readByte());
        client.next();
        client.next();
        client.next();
    }

    @Test
    void aServerWithoutTheShapeIsNoneOfTheClients() {
        learn(Capability.MARIADB_FOLLOWED);
        RawClient client = proxy.client("app", CLIENT);
        forget();
        var reply = client.query("SELECT 1");
        assertEquals(1047, reply.code());
        assertTrue(reply.error().message().contains("connect again"));
        assertEquals(0, offered(proxy.client()), "new clients are told of it");
    }

    /** First bytes of an execution's packets, and the byte after the column count. */
    private static String executed(RawClient client, StmtPrepareOk statement) throws IOException {
        client.send(Command.COM_STMT_EXECUTE, RawClient.executeArgument((int) statement.statementId(), false));
        client.sequenceGoesOnFrom(0);
        byte[] count = client.next();
        String seen = count.length == 1 ? "always" : count[1] == 0 ? "known" : "defined";
        int ends = 0;
        while (ends < 2) {
            byte[] packet = client.next();
            ends += packet[0] == (byte) 0xFE ? 1 : 0;
            seen += packet[0] == 3 ? " column" : packet[0] == 0 ? " row" : "";
        }
        return seen;
    }

    @Test
    void definitionsThatTheClientHasAreLeftOut() throws IOException {
        learn(Capability.MARIADB_OFFERED);
        List<String> columns = new CopyOnWriteArrayList<>(List.of("a", "b"));
        server.on("COM_STMT_PREPARE SELECT 'x'", (side, command) -> side.prepared("SELECT 'x'", "a", "b"));
        server.on("COM_STMT_EXECUTE SELECT 'x'", (side, command) -> side.binaryRows(columns, new Object[]{"1", "2"}));
        RawClient caching = proxy.client("app", CLIENT | Capability.MARIADB_CLIENT_CACHE_METADATA);
        StmtPrepareOk one = caching.prepare("SELECT 'x'");
        StmtPrepareOk other = caching.prepare("SELECT 'x'");
        assertEquals("defined column column row", executed(caching, one));
        assertEquals("known row", executed(caching, one));
        assertEquals("defined column column row", executed(caching, other), "each statement has its own");
        assertEquals(1, caching.query("SELECT 1").rows().size());
        server.dropAll();
        ProxyRig.await(() -> proxy.count(LoopServer.Count.IDLE) == 0, () -> "still idle");
        assertEquals("known row", executed(caching, one), "on another connection");
        columns.set(1, "c");
        assertEquals("defined column column row", executed(caching, one), "ALTER TABLE");
        assertEquals("known row", executed(caching, one));
        RawClient usual = proxy.client("app", CLIENT);
        StmtPrepareOk own = usual.prepare("SELECT 'x'");
        assertEquals("always column column row", executed(usual, own));
        assertEquals("always column column row", executed(usual, own));
    }

    @Test
    void answersOfTheProxyTellThatDefinitionsFollow() throws IOException {
        learn(Capability.MARIADB_OFFERED);
        RawClient client = proxy.client("app", CLIENT | Capability.MARIADB_CLIENT_CACHE_METADATA);
        client.send(Command.COM_QUERY, "SELECT CONNECTION_ID()");
        client.sequenceGoesOnFrom(0);
        assertArrayEquals(new byte[]{1, 1}, client.next());
        assertEquals(3, client.next()[0]);
    }
}

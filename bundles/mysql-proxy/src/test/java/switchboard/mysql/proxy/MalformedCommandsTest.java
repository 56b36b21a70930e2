package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** Every command cut at every byte: 1835 and the end of that connection, or the answer that the rest deserves. */
class MalformedCommandsTest {
    private static final long PLAIN = RawClient.USUAL;
    private static final long ATTRIBUTES = PLAIN | Capability.CLIENT_QUERY_ATTRIBUTES;
    private static final long BULK = PLAIN & ~Capability.CLIENT_LONG_PASSWORD | Capability.MARIADB_FOLLOWED;

    /**
     * A command.
     *
     * @param payload whole, as hex
     * @param needed bytes of it without which it is malformed
     * @param whole lengths below that are none the less whole
     * @param code what it is answered if it is whole; -1 for no answer
     */
    private record Cut(String name, long capabilities, String payload, int needed, Set<Integer> whole, int code) {
        byte[] bytes() {
            return HexFormat.of().parseHex(payload.replace(" ", ""));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Cut> CUTS = List.of(new Cut("COM_PING", PLAIN, "0e", 1, Set.of(), 0),
            new Cut("COM_STATISTICS", PLAIN, "09", 1, Set.of(), -2),
            new Cut("COM_RESET_CONNECTION", PLAIN, "1f", 1, Set.of(), 0),
            new Cut("COM_DEBUG", PLAIN, "0d", 1, Set.of(), 0),
            new Cut("COM_INIT_DB", PLAIN, "02 73686f70", 1, Set.of(), 0),
            new Cut("COM_QUERY", PLAIN, "03 534554204e414d45532061736369", 1, Set.of(), -2),
            new Cut("COM_QUERY with attributes", ATTRIBUTES, "03 01 01 00 01 fe00 016b 0176 444f2031", 11, Set.of(), 0),
            new Cut("COM_FIELD_LIST", PLAIN, "04 7400 25", 3, Set.of(), 0),
            new Cut("COM_PROCESS_KILL", PLAIN, "0c 4d000000", 5, Set.of(), 1094),
            new Cut("COM_SET_OPTION", PLAIN, "1b 0000", 3, Set.of(), 0),
            new Cut("COM_CHANGE_USER", PLAIN, "11 61707000 02 0102 73686f7000 2d00 6d7900", 8, Set.of(), -2),
            new Cut("COM_STMT_PREPARE", PLAIN, "16 444f2031", 1, Set.of(), -2),
            new Cut("COM_STMT_CLOSE", PLAIN, "19 01000000", 5, Set.of(), -1),
            new Cut("COM_STMT_RESET", PLAIN, "1a 01000000", 5, Set.of(), 0),
            new Cut("COM_STMT_FETCH", PLAIN, "1c 01000000 05000000", 9, Set.of(), 1421),
            new Cut("COM_STMT_SEND_LONG_DATA", PLAIN, "18 01000000 0100 616263", 7, Set.of(), -1),
            new Cut("COM_STMT_EXECUTE", PLAIN,
                    "17 01000000 00 01000000 04 01 0300 fe00 0300 2a000000 03616263", 26, Set.of(), 0),
            new Cut("COM_STMT_EXECUTE of another", PLAIN, "17 63000000 00 01000000 04 01 0300", 5, Set.of(), 1243),
            new Cut("COM_STMT_EXECUTE with times", PLAIN,
                    "17 01000000 00 01000000 04 01 0c00 fc00 0300 04ea07 0b16 fc0300 616263", 29, Set.of(), 0),
            new Cut("COM_STMT_EXECUTE with attributes", ATTRIBUTES,
                    "17 01000000 08 01000000 04 04 01 0300 00 fe00 00 0300 00 fe00 016b 2a000000 03616263 0176",
                    36, Set.of(), 0),
            new Cut("COM_STMT_BULK_EXECUTE", BULK,
                    "fa 01000000 8000 0300 fe00 0300 00 2a000000 00 03616263 01 01 01 00 07000000", 31,
                    Set.of(13, 24), 0));

    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();
    private long malformed;

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    @ParameterizedTest
    @FieldSource("CUTS")
    void isRefusedOrAnsweredWhereverItIsCut(Cut cut) {
        server.offering(cut.capabilities() == BULK ? Capability.MARIADB_OFFERED : 0);
        server.on("command 4", (side, command) -> side.raw(eof()));
        RawClient bystander = proxy.client();
        assertTrue(bystander.query("BEGIN").isOk());
        byte[] whole = cut.bytes();
        for (int length = 0; length <= whole.length; length++) {
            check(cut, Arrays.copyOf(whole, length));
            assertEquals("1", bystander.query("SELECT 1").value(), "length " + length);
        }
        assertEquals(malformed, proxy.count(Counter.UNEXPECTED_FRONTEND_PACKETS));
        ProxyRig.await(() -> proxy.sessions.count() == 1, () -> proxy.sessions.count() + " sessions");
        ProxyRig.await(() -> proxy.count(LoopServer.Count.USED) == 1, () -> "a connection is still in use");
    }

    private void check(Cut cut, byte[] payload) {
        try (RawClient client = proxy.client("app", cut.capabilities())) {
            client.prepare("INSERT INTO t VALUES (?, ?, ?)");
            client.sendRaw(packet(payload));
            String at = cut.name() + " cut to " + payload.length;
            if (payload.length < cut.needed() && !cut.whole().contains(payload.length)) {
                malformed++;
                Reply reply = client.reply();
                assertEquals(1835, reply.code(), at);
                assertEquals("HY000", reply.error().sqlState(), at);
                assertEquals("Malformed communication packet.", reply.error().message(), at);
                assertNull(client.replyOrClose(), at);
            } else if (cut.code() == -2) {
                assertNotNull(first(client), at);
            } else {
                if (cut.code() >= 0) {
                    assertEquals(cut.code(), client.reply().code(), at);
                }
                client.send(Command.COM_PING);
                assertTrue(client.reply().isOk(), at);
            }
        }
    }

    private static byte[] first(RawClient client) {
        client.sequenceGoesOnFrom(0);
        try {
            return client.next();
        } catch (java.io.IOException closed) {
            return null;
        }
    }

    private static ByteBuf packet(byte... payload) {
        ByteBuf out = Unpooled.buffer();
        Packets.write(out, 0, payload);
        return out;
    }

    private static ByteBuf eof() {
        return Unpooled.wrappedBuffer(new byte[]{5, 0, 0, 1, (byte) 0xFE, 0, 0, 2, 0});
    }

    @Test
    void oneBehindAnotherCommandTakesNoServerAlong() {
        RawClient client = proxy.client();
        client.prepare("INSERT INTO t VALUES (?)");
        client.sendRaw(Unpooled.wrappedBuffer(RawClient.packet(Command.COM_QUERY, "SELECT 1".getBytes(
                java.nio.charset.StandardCharsets.US_ASCII)), packet((byte) Command.COM_STMT_EXECUTE, (byte) 1))
                .copy());
        assertEquals("1", client.reply().value());
        assertEquals(1835, client.reply().code());
        assertNull(client.replyOrClose());
        assertEquals("1", proxy.client().query("SELECT 1").value());
        assertEquals(1, server.accepted());
    }

    @Test
    void longDataStandsForAValue() {
        RawClient client = proxy.client();
        var statement = client.prepare("INSERT INTO t VALUES (?, ?)");
        client.sendLongData(statement, 1, new byte[]{1, 2, 3});
        byte[] execute = RawClient.executeArgument((int) statement.statementId(), true, "a", "");
        client.send(Command.COM_STMT_EXECUTE, Arrays.copyOf(execute, execute.length - 1));
        assertTrue(client.reply().isOk(), "its second value was sent before");
        client.send(Command.COM_STMT_EXECUTE, Arrays.copyOf(execute, execute.length - 1));
        assertEquals(1835, client.reply().code());
    }

    @Test
    void aCommandOfTwentyMegabytesInOneGoIsToldItsLimit() {
        proxy.settings.maxAllowedPacket = 1 << 20;
        for (int bytes : new int[]{2 << 20, 0xFFFFFE, 0xFFFFFF, 20 << 20, 40 << 20}) {
            try (RawClient client = proxy.client()) {
                client.send(Command.COM_QUERY, new byte[bytes]);
                Reply reply = client.reply();
                assertEquals(1153, reply.code(), bytes + " bytes");
                assertEquals("08S01", reply.error().sqlState());
                assertEquals("Got a packet bigger than 'max_allowed_packet' bytes", reply.error().message());
                assertNull(client.replyOrClose(), "the end of the stream");
            }
        }
        assertEquals(0, server.accepted());
    }
}

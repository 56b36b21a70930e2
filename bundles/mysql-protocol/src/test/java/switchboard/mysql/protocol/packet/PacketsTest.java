package switchboard.mysql.protocol.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.ColumnType;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;

class PacketsTest {
    private static final byte[] NONCE = "abcdefghijklmnopqrst".getBytes();
    private static final long CAPABILITIES = Capability.CLIENT_PROTOCOL_41 | Capability.CLIENT_LONG_PASSWORD
            | Capability.CLIENT_SECURE_CONNECTION | Capability.CLIENT_PLUGIN_AUTH
            | Capability.CLIENT_CONNECT_WITH_DB | Capability.CLIENT_CONNECT_ATTRS;

    private final ByteBuf out = Unpooled.buffer();

    private ByteBuf payload(int sequenceId) {
        assertEquals(sequenceId, Packets.sequenceId(out, 0));
        assertEquals(out.readableBytes() - Packets.HEADER_BYTES, Packets.payloadLength(out, 0));
        return out.skipBytes(Packets.HEADER_BYTES);
    }

    @ParameterizedTest
    @ValueSource(longs = {CAPABILITIES, Capability.CLIENT_PLUGIN_AUTH | Capability.MARIADB_CLIENT_COM_MULTI})
    void greetingIsReadAsItWasWritten(long capabilities) {
        Greeting greeting = new Greeting("8.0.11", 0xFFFF_FFFEL, capabilities, 255, 2, NONCE, "caching_sha2_password");
        assertEquals(1, greeting.encode(out, 0));
        Greeting read = Greeting.decode(payload(0));
        assertEquals(greeting.threadId(), read.threadId());
        assertEquals(capabilities, read.capabilities());
        assertEquals("8.0.11", read.serverVersion());
        assertEquals(255, read.collationId());
        assertEquals(2, read.statusFlags());
        assertEquals("caching_sha2_password", read.authPlugin());
        assertArrayEquals(NONCE, read.nonce());
    }

    @Test // recorded from MariaDB 10.11.19
    void readsTheGreetingOfMariaDb() {
        ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("0a" + hex("5.5.5-10.11.19-MariaDB-0+deb12u1")
                + "00" + "1f000000" + hex("3W\\e~G|n") + "00" + "fef7" + "2d" + "0200" + "ff81" + "15" + "000000000000"
                + "3d000000" + hex("w6=G4bBBGHfX") + "00" + hex("mysql_native_password") + "00"));
        Greeting greeting = Greeting.decode(in);
        assertEquals(31, greeting.threadId());
        assertEquals("3W\\e~G|nw6=G4bBBGHfX", new String(greeting.nonce()));
        assertTrue(Capability.has(greeting.capabilities(), Capability.MARIADB_CLIENT_CACHE_METADATA));
        assertFalse(Capability.has(greeting.capabilities(), Capability.CLIENT_LONG_PASSWORD));
        assertEquals("mysql_native_password", greeting.authPlugin());
    }

    private static String hex(String text) {
        return ByteBufUtil.hexDump(text.getBytes());
    }

    @Test
    void loginIsReadAsItWasWritten() {
        HandshakeResponse login = new HandshakeResponse(CAPABILITIES, 1 << 30, 45, "app", NONCE, "shop",
                "mysql_native_password", Map.of("_os", "Linux", "empty", ""), 0);
        assertEquals(3, login.encode(out, 2));
        HandshakeResponse read = HandshakeResponse.decode(payload(2), CAPABILITIES);
        assertEquals("app", read.username());
        assertEquals("shop", read.schema());
        assertEquals("mysql_native_password", read.authPlugin());
        assertArrayEquals(NONCE, read.authResponse());
        assertEquals(login.attributes(), read.attributes());
        assertFalse(read.toString().contains("abcdef"), "no proof in a text");
    }

    @Test // libmysqlclient sets flags the server did not offer, and leaves their fields out
    void loginHasOnlyTheFieldsThatTheServerOffered() {
        long offered = CAPABILITIES & ~Capability.CLIENT_CONNECT_ATTRS & ~Capability.CLIENT_CONNECT_WITH_DB;
        new HandshakeResponse(offered, 0, 45, "app", NONCE, null, "mysql_native_password", Map.of(), 0).encode(out, 1);
        out.setIntLE(Packets.HEADER_BYTES, (int) CAPABILITIES);
        HandshakeResponse read = HandshakeResponse.decode(payload(1), offered);
        assertNull(read.schema());
        assertEquals("mysql_native_password", read.authPlugin());
    }

    @Test
    void longProofNeedsItsFlag() {
        long capabilities = CAPABILITIES | Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA;
        byte[] proof = new byte[300];
        new HandshakeResponse(capabilities, 0, 45, "app", proof, null, "sha256_password", Map.of(), 0).encode(out, 1);
        assertArrayEquals(proof, HandshakeResponse.decode(payload(1), capabilities).authResponse());
    }

    @Test
    void sslRequestIsToldFromALogin() {
        new SslRequest(CAPABILITIES | Capability.CLIENT_SSL, 1 << 24, 45).encode(out, 1);
        assertTrue(SslRequest.matches(payload(1)));
        assertEquals(45, SslRequest.decode(out).collationId());
        ByteBuf login = Unpooled.buffer();
        new HandshakeResponse(CAPABILITIES | Capability.CLIENT_SSL, 0, 45, "", new byte[0], null, null, Map.of(), 0)
                .encode(login, 1);
        assertFalse(SslRequest.matches(login.skipBytes(Packets.HEADER_BYTES)));
    }

    @Test
    void changeOfUserIsReadAsItWasWritten() {
        ChangeUser change = new ChangeUser("app", NONCE, null, 300, "mysql_native_password", Map.of("a", "b"));
        change.encode(out, 0, CAPABILITIES);
        ChangeUser read = ChangeUser.decode(payload(0), CAPABILITIES);
        assertEquals("app", read.username());
        assertNull(read.schema());
        assertEquals(300, read.collationId());
        assertArrayEquals(NONCE, read.authResponse());
        assertEquals(Map.of("a", "b"), read.attributes());
    }

    @Test
    void okIsReadAsItWasWritten() {
        OkPacket ok = new OkPacket(OkPacket.OK, -1, 70_000, 2, 3, "Rows matched: 1");
        assertEquals(2, ok.encode(out, 1));
        assertEquals(ok, OkPacket.decode(payload(1)));
    }

    @Test
    void okNeverPromisesStateChangesThatDoNotFollow() {
        OkPacket.of(0x4002).encode(out, 1);
        assertEquals(2, OkPacket.decode(payload(1)).statusFlags());
    }

    @Test
    void okTellsTheSchemaAsServersDo() {
        OkPacket.encode(out, 1, 2, new ToldChanges("test", List.of()));
        assertEquals("10000001" + "000000" + "0240" + "0000" + "00" + "07" + "0105" + "0474657374",
                ByteBufUtil.hexDump(out));
    }

    @Test
    void okTellsVariablesAsServersDo() {
        OkPacket.encode(out, 1, 0, new ToldChanges(null, List.of(Map.entry("autocommit", "OFF"),
                Map.entry("a", ""))));
        assertEquals("1f000001" + "000000" + "0040" + "0000" + "00" + "16" + "000f" + "0a6175746f636f6d6d6974"
                + "034f4646" + "0003" + "0161" + "00", ByteBufUtil.hexDump(out));
    }

    @Test
    void errIsReadWithAndWithoutState() {
        ErrPacket err = new ErrPacket(1045, "28000", "Access denied");
        assertEquals(0, err.encode(out, 255));
        assertEquals(err, ErrPacket.decode(payload(255)));
        assertEquals(new ErrPacket(1040, "HY000", "Too"),
                ErrPacket.decode(Unpooled.wrappedBuffer(new byte[]{-1, 0x10, 4, 'T', 'o', 'o'})));
    }

    @Test
    void switchIsReadWithoutItsZero() {
        new AuthSwitchRequest("mysql_native_password", NONCE).encode(out, 2);
        AuthSwitchRequest read = AuthSwitchRequest.decode(payload(2));
        assertEquals("mysql_native_password", read.authPlugin());
        assertArrayEquals(NONCE, read.data());
    }

    @Test
    void definitionIsReadAsItWasWritten() {
        ColumnDefinition column = new ColumnDefinition("shop", "o", "orders", "id", "order_id", 63, 20,
                ColumnType.MYSQL_TYPE_LONGLONG, ColumnType.UNSIGNED_FLAG | ColumnType.PRI_KEY_FLAG, 0);
        column.encode(out, 5);
        assertEquals(column, ColumnDefinition.decode(payload(5)));
    }

    @Test
    void preparedAndEofAreReadAsTheyWereWritten() {
        StmtPrepareOk prepared = new StmtPrepareOk(0xFFFF_FFFFL, 2, 3, 4);
        prepared.encode(out, 1);
        assertEquals(prepared, StmtPrepareOk.decode(payload(1)));
        ByteBuf eof = Unpooled.buffer();
        new EofPacket(7, 2).encode(eof, 1);
        assertTrue(EofPacket.matches(eof.skipBytes(Packets.HEADER_BYTES)));
        assertEquals(new EofPacket(7, 2), EofPacket.decode(eof));
    }

    @ParameterizedTest
    @ValueSource(ints = {Packets.CONTINUED - 1, Packets.CONTINUED, Packets.CONTINUED + 1, 2 * Packets.CONTINUED})
    void payloadOfSixteenMegabytesIsCutIntoPackets(int length) {
        byte[] payload = new byte[length];
        new Random(5).nextBytes(payload);
        int parts = length / Packets.CONTINUED + 1;
        ByteBuf large = Unpooled.buffer(length + 16);
        assertEquals((254 + parts) & 0xFF, Packets.write(large, 254, payload));
        ByteBuf joined = Unpooled.buffer(length);
        for (int part = 0; part < parts; part++) {
            assertEquals((254 + part) & 0xFF, Packets.sequenceId(large, large.readerIndex()));
            int size = Packets.payloadLength(large, large.readerIndex());
            large.skipBytes(Packets.HEADER_BYTES).readBytes(joined, size);
        }
        assertEquals(Unpooled.wrappedBuffer(payload), joined);
        assertFalse(large.isReadable());
    }

    static Stream<Consumer<ByteBuf>> decoders() {
        return Stream.of(Greeting::decode, in -> HandshakeResponse.decode(in, -1), SslRequest::decode,
                AuthSwitchRequest::decode, OkPacket::decode, ErrPacket::decode, EofPacket::decode,
                ColumnDefinition::decode, StmtPrepareOk::decode, in -> ChangeUser.decode(in, -1),
                in -> StmtExecute.decode(in, 9, List.of(), List.of(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void randomAndTruncatedBytesAreReadOrRefusedAndNothingElse(Consumer<ByteBuf> decoder) {
        Random random = new Random(20261120);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            if (bytes.length > 2 && random.nextBoolean()) {
                bytes[0] = new byte[]{10, 0, -1, -2, 0x11, 0x17}[random.nextInt(6)];
                bytes[1] = (byte) random.nextInt(4); // some get further
            }
            try {
                decoder.accept(Unpooled.wrappedBuffer(bytes));
            } catch (MalformedPacketException e) {
                refused++;
            }
        }
        assertTrue(refused > 0);
    }

    @Test
    void truncatedLoginIsRefusedAtEachByteOfItsFixedPartAndName() {
        new HandshakeResponse(CAPABILITIES, 0, 45, "app", NONCE, "shop", "p", Map.of("k", "v"), 0).encode(out, 1);
        ByteBuf whole = payload(1);
        int proofEnd = SslRequest.PAYLOAD_BYTES + "app".length() + 1 + 1 + NONCE.length;
        for (int length = 0; length < proofEnd; length++) {
            ByteBuf cut = whole.slice(whole.readerIndex(), length);
            assertThrows(MalformedPacketException.class, () -> HandshakeResponse.decode(cut, CAPABILITIES));
        }
    }
}

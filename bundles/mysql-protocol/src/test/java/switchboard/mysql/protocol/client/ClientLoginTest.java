package switchboard.mysql.protocol.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.Promise;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.auth.NativePassword;
import switchboard.mysql.protocol.auth.RsaPassword;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.packet.AuthSwitchRequest;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.Greeting;
import switchboard.mysql.protocol.packet.HandshakeResponse;
import switchboard.mysql.protocol.packet.OkPacket;

class ClientLoginTest {
    private static final byte[] NONCE = "abcdefghijklmnopqrst".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_NONCE = "tsrqponmlkjihgfedcba".getBytes(StandardCharsets.US_ASCII);
    private static final long SERVER = Capability.CLIENT_LONG_PASSWORD | Capability.CLIENT_PROTOCOL_41
            | Capability.CLIENT_SECURE_CONNECTION | Capability.CLIENT_PLUGIN_AUTH | Capability.CLIENT_SESSION_TRACK;

    private EmbeddedChannel channel;
    private Promise<ServerSession> promise;
    private int sequenceId;

    @AfterEach
    void releaseAll() {
        channel.finishAndReleaseAll();
    }

    private void connect(Secret secret) {
        channel = new EmbeddedChannel();
        promise = channel.eventLoop().newPromise();
        channel.pipeline().addLast(new ClientLogin(
                new ClientCredentials("app", secret, null, Capability.CLIENT_SESSION_TRACK
                        | Capability.CLIENT_DEPRECATE_EOF | Capability.MARIADB_CLIENT_CACHE_METADATA, 45, Map.of(),
                        null),
                promise));
        sequenceId = 0;
    }

    private void serverGreets(String version, long capabilities, String plugin) {
        ByteBuf out = Unpooled.buffer();
        new Greeting(version, 31, capabilities, 45, 2, NONCE, plugin).encode(out, 0);
        channel.writeInbound(out);
    }

    private void serverSays(int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        serverSays(bytes);
    }

    private void serverSays(byte[] payload) {
        ByteBuf out = Unpooled.buffer();
        Packets.write(out, sequenceId, payload);
        channel.writeInbound(out);
    }

    private void serverSwitches(String plugin) {
        ByteBuf out = Unpooled.buffer();
        new AuthSwitchRequest(plugin, OTHER_NONCE).encode(out, sequenceId);
        channel.writeInbound(out);
    }

    private void serverAccepts() {
        ByteBuf out = Unpooled.buffer();
        OkPacket.of(2).encode(out, sequenceId);
        channel.writeInbound(out);
    }

    /** Payload of what the client sent. */
    private byte[] sent() {
        ByteBuf out = channel.readOutbound();
        assertNotNull(out, () -> "nothing sent: " + promise.cause());
        sequenceId = Packets.sequenceId(out, 0) + 1;
        byte[] payload = ByteBufUtil.getBytes(out.skipBytes(Packets.HEADER_BYTES));
        out.release();
        return payload;
    }

    private HandshakeResponse login(long capabilities) {
        return HandshakeResponse.decode(Unpooled.wrappedBuffer(sent()), capabilities);
    }

    private LoginRefusedException refused() {
        assertFalse(channel.isActive(), "a refused login closes");
        return (LoginRefusedException) promise.cause();
    }

    @Test
    void logsInToMariaDbWithoutItsExtensions() {
        connect(new Secret.ClearText("sesam"));
        long mariaDb = SERVER & ~Capability.CLIENT_LONG_PASSWORD | Capability.MARIADB_CLIENT_CACHE_METADATA;
        serverGreets("5.5.5-10.11.19-MariaDB", mariaDb, "mysql_native_password");
        HandshakeResponse login = login(mariaDb);
        assertTrue(Capability.has(login.capabilities(), Capability.CLIENT_LONG_PASSWORD), "we are a client of MySQL");
        assertEquals(0, login.capabilities() >>> 32);
        serverAccepts();
        ServerSession session = promise.getNow();
        assertEquals("10.11.19-MariaDB", session.serverVersion());
        assertTrue(session.mariaDb());
        assertEquals(31, session.threadId());
        assertTrue(Capability.has(session.capabilities(), Capability.CLIENT_SESSION_TRACK));
        assertFalse(Capability.has(session.capabilities(), Capability.CLIENT_DEPRECATE_EOF), "was not offered");
    }

    @Test
    void bytesBehindTheOkGoOn() {
        connect(Secret.NONE);
        serverGreets("8.0.36", SERVER, "mysql_native_password");
        assertEquals(0, login(SERVER).authResponse().length);
        ByteBuf out = Unpooled.buffer();
        OkPacket.of(2).encode(out, sequenceId);
        channel.writeInbound(out.writeByte(42));
        ByteBuf rest = channel.readInbound();
        assertEquals(42, rest.readByte());
        rest.release();
        assertTrue(channel.pipeline().toMap().isEmpty());
    }

    @Test
    void provesWithTheNonceOfTheSwitch() {
        connect(new Secret.ClearText("sesam"));
        serverGreets("8.0.36", SERVER, "caching_sha2_password");
        assertEquals("caching_sha2_password", login(SERVER).authPlugin());
        serverSwitches("mysql_native_password");
        assertArrayEquals(NativePassword.scramble("sesam", OTHER_NONCE), sent());
        serverAccepts();
        assertTrue(promise.isSuccess());
    }

    @ParameterizedTest
    @CsvSource({"caching_sha2_password,2", "sha256_password,1"})
    void sendsThePasswordUnderTheServersKey(String plugin, int request) {
        RsaPassword server = RsaPassword.generate();
        connect(new Secret.ClearText("sesam"));
        serverGreets("8.0.36", SERVER, "mysql_native_password");
        sent();
        serverSwitches(plugin);
        byte[] first = sent();
        if (request == 2) {
            assertEquals(32, first.length);
            serverSays(1, 4);
            first = sent();
        }
        assertArrayEquals(new byte[]{(byte) request}, first);
        serverSays(("\1" + server.publicKeyPem()).getBytes(StandardCharsets.US_ASCII));
        assertEquals("sesam", new String(server.decrypt(sent(), OTHER_NONCE).orElseThrow(), StandardCharsets.UTF_8));
        serverAccepts();
        assertTrue(promise.isSuccess());
    }

    @Test
    void waitsForTheOkAfterAFastProof() {
        connect(new Secret.ClearText("sesam"));
        serverGreets("8.0.36", SERVER, "caching_sha2_password");
        sent();
        serverSays(1, 3);
        assertFalse(promise.isDone());
        sequenceId++;
        serverAccepts();
        assertTrue(promise.isSuccess());
    }

    @ParameterizedTest
    @CsvSource({"mysql_clear_password,2061", "unheard_of,2059", "client_ed25519,2061", "caching_sha2_password,2061"})
    void refusesAPluginThatItCanNotOrMayNotUse(String plugin, int code) {
        connect(new Secret.Sha1Stage1(new byte[20]));
        serverGreets("8.0.36", SERVER, "mysql_native_password");
        sent();
        serverSwitches(plugin);
        assertEquals(code, refused().code());
        assertEquals(0, channel.outboundMessages().size());
    }

    @ParameterizedTest
    @CsvSource({"1040,08004,Too many connections", "1129,HY000,Host 'x' is blocked", "1130,HY000,not allowed"})
    void errorInPlaceOfAGreetingIsTheReason(int code, String state, String message) {
        connect(Secret.NONE);
        ByteBuf out = Unpooled.buffer();
        new ErrPacket(code, state, message).encode(out, 0);
        channel.writeInbound(out);
        assertEquals(code, refused().code());
        assertEquals(state, refused().sqlState());
        assertEquals(message, refused().getMessage());
    }

    @Test
    void wrongPasswordIsTheReason() {
        connect(new Secret.ClearText("wrong"));
        serverGreets("8.0.36", SERVER, "mysql_native_password");
        sent();
        ByteBuf out = Unpooled.buffer();
        new ErrPacket(1045, "28000", "Access denied for user 'app'").encode(out, 2);
        channel.writeInbound(out);
        assertEquals(1045, refused().code());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void serverThatHangsUpIsALostConnection(boolean greeted) {
        connect(Secret.NONE);
        if (greeted) {
            serverGreets("8.0.36", SERVER, "mysql_native_password");
        }
        channel.close();
        assertEquals(2013, refused().code());
    }

    @Test
    void hugePacketIsRefusedByItsHeader() {
        connect(Secret.NONE);
        channel.writeInbound(Unpooled.buffer().writeIntLE(0xFFFFFF));
        assertEquals(2020, refused().code());
    }

    @ParameterizedTest // instead of a greeting: other protocols, an old version, nothing, cut
    @ValueSource(strings = {"", "09", "0a352e30", "48545450", "0a352e3000", "00000000"})
    void nonsenseInPlaceOfAGreetingIsRefused(String hex) {
        connect(Secret.NONE);
        serverSays(ByteBufUtil.decodeHexDump(hex));
        assertEquals(2027, refused().code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02", "0103", "0105", "01", "fe", "0000", "fe78"})
    void nonsenseInPlaceOfAnAnswerIsRefused(String hex) {
        connect(new Secret.ClearText("sesam"));
        serverGreets("8.0.36", SERVER, "mysql_native_password");
        sent();
        serverSays(ByteBufUtil.decodeHexDump(hex));
        assertEquals(2027, refused().code());
    }

    @Test
    void wrongKeyIsRefused() {
        connect(new Secret.ClearText("sesam"));
        serverGreets("8.0.36", SERVER, "caching_sha2_password");
        sent();
        serverSays(1, 4);
        sent();
        serverSays(1, 'n', 'o');
        assertEquals(2061, refused().code());
    }

    @Test
    void serverThatAsksWithoutEndIsRefused() {
        connect(new Secret.ClearText("sesam"));
        serverGreets("8.0.36", SERVER, "mysql_native_password");
        for (int i = 0; i < 8; i++) {
            sent();
            serverSwitches("mysql_native_password");
        }
        sent();
        serverSwitches("mysql_native_password");
        assertEquals(2027, refused().code());
    }

    @Test
    void randomBytesEndInARefusal() {
        Random random = new Random(20261120);
        for (int round = 0; round < 3000; round++) {
            connect(new Secret.ClearText("sesam"));
            if (round % 2 == 0) {
                serverGreets("8.0.36", SERVER, "caching_sha2_password");
                sent();
            }
            byte[] bytes = new byte[1 + random.nextInt(100)];
            random.nextBytes(bytes);
            bytes[0] &= 0x0F;
            serverSays(bytes);
            assertFalse(promise.isSuccess() && bytes[0] != 0, "seed 20261120, round " + round);
            channel.finishAndReleaseAll();
            assertTrue(promise.isDone());
        }
    }

    @Test
    void whoWaitsNoMoreGetsNoConnection() {
        connect(Secret.NONE);
        promise.cancel(false);
        serverGreets("8.0.36", SERVER, "mysql_native_password");
        sent();
        serverAccepts();
        assertFalse(channel.isActive());
    }

    /** With TLS 1.3 our handshake is over before the server has looked at our certificate. */
    @Test
    void aCertificateThatIsRefusedAfterTheHandshakeIsAnErrorOfTls() {
        connect(Secret.NONE);
        serverGreets("8.0.36", SERVER, "mysql_native_password");
        sent();
        channel.pipeline().fireExceptionCaught(
                new DecoderException(new SSLHandshakeException("Received fatal alert: bad_certificate")));
        assertEquals(2026, refused().code());
    }

    @ParameterizedTest(name = "TLS required: {0}")
    @ValueSource(booleans = {true, false})
    void goesOnInClearWithAServerWithoutTlsOnlyIfThatIsAllowed(boolean required) throws Exception {
        channel = new EmbeddedChannel();
        promise = channel.eventLoop().newPromise();
        channel.pipeline().addLast(new ClientLogin(new ClientCredentials("app", Secret.NONE, null, 0, 45, Map.of(),
                SslContextBuilder.forClient().build(), required), promise));
        serverGreets("8.0.36", SERVER, "mysql_native_password");
        if (required) {
            assertEquals(2026, refused().code());
        } else {
            assertFalse(Capability.has(login(SERVER).capabilities(), Capability.CLIENT_SSL));
            serverAccepts();
            assertTrue(promise.isSuccess());
        }
    }
}

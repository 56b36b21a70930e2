package switchboard.mysql.protocol.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Certificates;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.auth.AuthPlugin;
import switchboard.mysql.protocol.auth.CachingSha2Password;
import switchboard.mysql.protocol.auth.NativePassword;
import switchboard.mysql.protocol.auth.Scramble;
import switchboard.mysql.protocol.auth.StoredPassword;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.Greeting;
import switchboard.mysql.protocol.packet.HandshakeResponse;
import switchboard.mysql.protocol.packet.SslRequest;

class LoginHandlerTest {
    private static final long CAPABILITIES = Capability.CLIENT_LONG_PASSWORD | Capability.CLIENT_PROTOCOL_41
            | Capability.CLIENT_SECURE_CONNECTION | Capability.CLIENT_PLUGIN_AUTH | Capability.CLIENT_SSL;
    private static final String SESAM_SHA1 = "*EEEBB1C05AC986309DBD36FBAFD5A463E9D4841D";
    private static final int MAX_LOGIN_PACKET = 4096;

    private final List<String> events = new ArrayList<>();
    private EmbeddedChannel channel;
    private Login login;

    private final LoginListener listener = new LoginListener() {
        @Override
        public void loggedIn(ChannelHandlerContext ctx, Login proven) {
            login = proven;
            events.add("in " + proven.username() + " next " + proven.nextSequenceId());
        }

        @Override
        public void refused(ChannelHandlerContext ctx, LoginRefusal why, String username) {
            events.add(why + " " + username);
        }
    };

    @AfterEach
    void releaseAll() {
        channel.finishAndReleaseAll();
    }

    private Greeting connect(SslContext tls) {
        return greeted(tls == null ? null : () -> CompletableFuture.completedFuture(tls));
    }

    private Greeting greeted(TlsOffer tls) {
        channel = new EmbeddedChannel(new LoginHandler(settings(tls), LoginHandlerTest::account,
                new Scramble(new Random(4)), listener));
        ByteBuf out = channel.readOutbound();
        Greeting greeting = Greeting.decode(out.skipBytes(Packets.HEADER_BYTES));
        out.release();
        return greeting;
    }

    private static LoginSettings settings(TlsOffer tls) {
        return new LoginSettings("8.0.11", 9, CAPABILITIES, 33, AuthPlugin.MYSQL_NATIVE_PASSWORD,
                Duration.ofSeconds(10), tls, null, MAX_LOGIN_PACKET,
                () -> new InetSocketAddress("10.1.2.3", 5000));
    }

    private static Account account(String user, LoginAttempt attempt) {
        return switch (user) {
            case "app" -> new Account(new StoredPassword.Clear("sesam"), false, Optional.empty());
            case "old" -> new Account(StoredPassword.parse(SESAM_SHA1), false, Optional.empty());
            default -> null;
        };
    }

    private static ByteBuf response(String user, byte[] proof, String plugin) {
        ByteBuf out = Unpooled.buffer();
        new HandshakeResponse(CAPABILITIES & ~Capability.CLIENT_SSL, 1 << 24, 33, user, proof, null, plugin, Map.of(),
                0).encode(out, 1);
        return out;
    }

    private ErrPacket error() {
        ByteBuf out = channel.readOutbound();
        assertNotNull(out, "no answer");
        ErrPacket error = ErrPacket.decode(out.skipBytes(Packets.HEADER_BYTES));
        out.release();
        return error;
    }

    @Test
    void loginComesByteByByte() {
        Greeting greeting = connect(null);
        ByteBuf in = response("app", NativePassword.scramble("sesam", greeting.nonce()), "mysql_native_password");
        while (in.isReadable()) {
            assertTrue(events.isEmpty());
            channel.writeInbound(Unpooled.buffer().writeByte(in.readByte()));
        }
        assertEquals(List.of("in app next 2"), events);
    }

    @Test
    void bytesBehindTheLoginGoToWhoTakesOver() {
        Greeting greeting = connect(null);
        byte[] ping = {1, 0, 0, 0, Command.COM_PING};
        channel.writeInbound(Unpooled.wrappedBuffer(
                response("app", NativePassword.scramble("sesam", greeting.nonce()), "mysql_native_password"),
                Unpooled.wrappedBuffer(ping)));
        ByteBuf rest = channel.readInbound();
        assertArrayEquals(ping, ByteBufUtil.getBytes(rest));
        rest.release();
        assertTrue(channel.pipeline().toMap().isEmpty(), channel.pipeline().names()::toString);
    }

    @Test
    void handlerOfTheListenerGetsTheBytesBehindTheLogin() {
        List<Object> seen = new ArrayList<>();
        LoginListener adding = (ctx, proven) -> ctx.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext session, Object msg) {
                seen.add(((ByteBuf) msg).readableBytes());
                ((ByteBuf) msg).release();
            }
        });
        LoginHandler handler = new LoginHandler(settings(null), LoginHandlerTest::account,
                new Scramble(new Random(4)), adding);
        channel = new EmbeddedChannel(handler);
        ByteBuf greeting = channel.readOutbound();
        byte[] nonce = Greeting.decode(greeting.skipBytes(Packets.HEADER_BYTES)).nonce();
        greeting.release();
        channel.writeInbound(Unpooled.wrappedBuffer(
                response("app", NativePassword.scramble("sesam", nonce), "mysql_native_password"),
                Unpooled.wrappedBuffer(new byte[7])));
        assertEquals(List.of(7), seen);
    }

    @Test
    void clientWithAnotherPluginIsSwitchedToNative() {
        Greeting greeting = connect(null);
        channel.writeInbound(response("app", new byte[32], "sha256_password"));
        switchedTo("mysql_native_password", NativePassword.scramble("sesam", greeting.nonce()));
        assertEquals(List.of("in app next 4"), events);
    }

    @Test
    void clientThatNamesCachingSha2MayUseItWhateverTheGreetingWas() {
        Greeting greeting = connect(null);
        channel.writeInbound(response("app", new byte[32], "caching_sha2_password"));
        switchedTo("caching_sha2_password", CachingSha2Password.scramble("sesam", greeting.nonce()));
        channel.flush(); // the OK of who takes over does it
        ByteBuf success = channel.readOutbound();
        assertEquals(CachingSha2Password.FAST_AUTH_SUCCESS, success.getByte(Packets.HEADER_BYTES + 1));
        success.release();
        assertEquals(List.of("in app next 5"), events);
    }

    @Test
    void accountWithAnOldHashIsProvedByNative() {
        Greeting greeting = connect(null);
        channel.writeInbound(response("old", new byte[32], "caching_sha2_password"));
        switchedTo("mysql_native_password", NativePassword.scramble("sesam", greeting.nonce()));
        assertEquals(List.of("in old next 4"), events);
    }

    /** The client is asked to use this plugin, and does. */
    private void switchedTo(String plugin, byte[] proof) {
        ByteBuf ask = channel.readOutbound();
        assertEquals(2, Packets.sequenceId(ask, 0));
        assertTrue(ask.toString(StandardCharsets.ISO_8859_1).contains(plugin + "\0"));
        ask.release();
        ByteBuf answer = Unpooled.buffer();
        Packets.write(answer, 3, proof);
        channel.writeInbound(answer);
    }

    @Test
    void clearTextPasswordIsNotTakenWithoutTls() {
        connect(null);
        channel.writeInbound(response("app", "sesam\0".getBytes(StandardCharsets.UTF_8), "mysql_clear_password"));
        ByteBuf ask = channel.readOutbound();
        assertEquals(0xFE, ask.getUnsignedByte(Packets.HEADER_BYTES), "switched");
        ask.release();
        assertTrue(events.isEmpty());
    }

    @Test
    void garbageIsAnsweredAndTheChannelClosedOnce() {
        connect(null);
        ByteBuf garbage = Unpooled.buffer().writeIntLE(20 | 1 << 24).writeZero(20);
        channel.writeInbound(garbage);
        assertEquals(new ErrPacket(1043, "08S01", "Bad handshake"), error());
        assertFalse(channel.isActive());
        assertEquals(List.of("MALFORMED_PACKET null"), events);
        assertEquals(0, garbage.refCnt());
        assertNull(channel.readOutbound());
    }

    @Test
    void tooLongPacketIsRefusedByItsHeaderAlone() {
        connect(null);
        channel.writeInbound(Unpooled.buffer().writeIntLE(MAX_LOGIN_PACKET | 1 << 24));
        assertTrue(channel.isActive(), "at the limit");
        channel.finishAndReleaseAll();
        events.clear();
        connect(null);
        channel.writeInbound(Unpooled.buffer().writeIntLE(MAX_LOGIN_PACKET + 1 | 1 << 24));
        assertEquals(1153, error().code());
        assertFalse(channel.isActive());
        assertEquals(List.of("PACKET_TOO_LARGE null"), events);
    }

    @Test
    void slowClientIsClosedWhenItsTimeIsOver() {
        connect(null);
        channel.advanceTimeBy(5, TimeUnit.SECONDS); // beside the time that passes by itself
        channel.runScheduledPendingTasks();
        assertTrue(channel.isActive());
        channel.advanceTimeBy(5, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertFalse(channel.isActive());
        assertEquals(List.of("TIMEOUT null"), events);
    }

    @Test
    void timeStopsWhenTheClientIsIn() {
        Greeting greeting = connect(null);
        channel.writeInbound(
                response("app", NativePassword.scramble("sesam", greeting.nonce()), "mysql_native_password"));
        channel.advanceTimeBy(1, TimeUnit.HOURS);
        channel.runScheduledPendingTasks();
        assertTrue(channel.isActive());
        assertEquals(-1, channel.runScheduledPendingTasks(), "no timer is left");
    }

    @Test
    void clientThatHangsUpIsTold() {
        connect(null);
        channel.close();
        assertEquals(List.of("CLIENT_CLOSED null"), events);
    }

    @Test
    void wrongPasswordNamesTheUserToTheListener() {
        connect(null);
        channel.writeInbound(response("nobody", new byte[20], "mysql_native_password"));
        assertEquals("ProxySQL Error: Access denied for user 'nobody'@'10.1.2.3' (using password: YES)",
                error().message());
        assertEquals(List.of("WRONG_PASSWORD nobody"), events);
    }

    @Test
    void tlsIsNotOfferedWithoutACertificateAndItsRequestRefused() {
        assertFalse(Capability.has(connect(null).capabilities(), Capability.CLIENT_SSL));
        ByteBuf request = Unpooled.buffer();
        new SslRequest(CAPABILITIES, 0, 33).encode(request, 1);
        channel.writeInbound(request);
        assertEquals(1043, error().code());
    }

    @Test // else who sits between the two could put a command before the client's first one
    void bytesInClearTextBehindTheSslRequestBelongToTls() throws Exception {
        Greeting greeting = connect(Certificates.server());
        ByteBuf request = Unpooled.buffer();
        new SslRequest(CAPABILITIES, 0, 33).encode(request, 1);
        channel.writeInbound(Unpooled.wrappedBuffer(request,
                response("app", NativePassword.scramble("sesam", greeting.nonce()), "mysql_native_password")));
        assertNull(login);
        assertEquals(List.of("TLS_FAILED null"), events);
        assertFalse(channel.isActive());
    }

    @Test
    void clientWaitsForACertificateThatIsStillBeingRead() throws Exception {
        CompletableFuture<SslContext> late = new CompletableFuture<>();
        greeted(() -> late);
        ByteBuf request = Unpooled.buffer();
        new SslRequest(CAPABILITIES, 0, 33).encode(request, 1);
        SSLEngine client = Certificates.client().newEngine(channel.alloc());
        ByteBuffer hello = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
        client.wrap(ByteBuffer.allocate(0), hello);
        channel.writeInbound(request);
        channel.writeInbound(Unpooled.wrappedBuffer(hello.flip()));
        assertFalse(channel.config().isAutoRead(), "nothing more is read, however much the client sends");
        assertNull(channel.readOutbound());
        late.complete(Certificates.server());
        channel.runPendingTasks();
        assertTrue(channel.config().isAutoRead());
        ByteBuf answer = channel.readOutbound();
        assertEquals(0x16, answer.getByte(0), "the handshake's answer to what came early");
        answer.release();
        assertEquals(List.of(), events);
    }

    @Test
    void clientIsClosedWhenTheCertificateCannotBeRead() {
        greeted(() -> CompletableFuture.failedFuture(new IllegalArgumentException("no such file")));
        ByteBuf request = Unpooled.buffer();
        new SslRequest(CAPABILITIES, 0, 33).encode(request, 1);
        channel.writeInbound(request);
        channel.runPendingTasks();
        assertEquals(List.of("TLS_FAILED null"), events);
        assertFalse(channel.isActive());
    }

    @Test
    void clientThatIsRefusedAndTalksOnIsNotHeard() {
        connect(null);
        channel.writeInbound(Unpooled.wrappedBuffer(response("nobody", new byte[20], "mysql_native_password"),
                response("app", new byte[20], "mysql_native_password")));
        assertEquals(List.of("WRONG_PASSWORD nobody"), events);
    }

    @Test
    void randomBytesEndInARefusal() {
        Random random = new Random(20261120);
        for (int round = 0; round < 3000; round++) {
            events.clear();
            connect(null);
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            if (bytes.length > 40) {
                int length = random.nextInt(bytes.length);
                bytes[0] = (byte) length;
                bytes[1] = 0;
                bytes[2] = 0;
                bytes[5] |= 2; // CLIENT_PROTOCOL_41: some get further
            }
            channel.writeInbound(Unpooled.wrappedBuffer(bytes));
            channel.finishAndReleaseAll();
            assertEquals(1, events.size(), events::toString);
            assertNull(login);
        }
    }
}

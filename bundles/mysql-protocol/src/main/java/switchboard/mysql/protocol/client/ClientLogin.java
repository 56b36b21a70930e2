package switchboard.mysql.protocol.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Promise;
import java.util.Optional;
import javax.net.ssl.SSLException;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.PacketDecoder;
import switchboard.mysql.protocol.PacketTooLargeException;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.auth.CachingSha2Password;
import switchboard.mysql.protocol.compress.Compression;
import switchboard.mysql.protocol.compress.CompressionHandler;
import switchboard.mysql.protocol.packet.AuthSwitchRequest;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.Greeting;
import switchboard.mysql.protocol.packet.HandshakeResponse;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.packet.SslRequest;

/**
 * Logs in to a server on a new channel (MySQL protocol reference, "Connection Phase"). Brings its own
 * {@link PacketDecoder}. At success the promise is kept first, so that its listeners can add their handlers at the end
 * of the pipeline; then both leave, and bytes that are already there go on. At failure the promise gets a
 * {@link LoginRefusedException} and the channel closes.
 *
 * <p>It knows no time: whoever gives up closes the channel, which fails the promise.
 *
 * <pre>
 * GREETING ── no TLS ─────────────────────────────► PROVING ── OK ──► OVER: session
 *    └── SSLRequest ──► TLS ── handshake done ──────►  │ └── switch, more data ──► PROVING
 * any ── ERR, nonsense, close ──► OVER: refused
 * </pre>
 */
public final class ClientLogin extends ChannelInboundHandlerAdapter {
    private enum State {
        GREETING, TLS, PROVING, OVER
    }

    /** A server that asks more often than this plays with us. */
    private static final int MAX_QUESTIONS = 8;
    private static final int MAX_PACKET_BYTES = 1 << 16;
    private static final int MAX_ALLOWED_PACKET = 1 << 30;

    private final ClientCredentials credentials;
    private final Promise<ServerSession> promise;
    private State state = State.GREETING;
    private PacketDecoder decoder;
    private Greeting greeting;
    private PasswordProof proof; // from the greeting on: only then it is known whether there is TLS
    private long capabilities;
    private int sequenceId; // of the packet to send
    private int questions;

    /**
     * For one channel.
     *
     * @param promise kept or broken on the channel's event loop
     */
    public ClientLogin(ClientCredentials credentials, Promise<ServerSession> promise) {
        this.credentials = credentials;
        this.promise = promise;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        decoder = new PacketDecoder(MAX_PACKET_BYTES);
        ctx.pipeline().addBefore(ctx.name(), null, decoder);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf packet = (ByteBuf) msg; // from our decoder
        try {
            if (state == State.OVER) {
                return;
            }
            sequenceId = Packets.sequenceId(packet, packet.readerIndex()) + 1;
            packet.skipBytes(Packets.HEADER_BYTES);
            read(ctx, packet);
        } catch (MalformedPacketException e) {
            refuse(ctx, ErrorCode.CR_MALFORMED_PACKET, "Malformed packet: " + e.getMessage());
        } catch (LoginRefusedException e) {
            refuse(ctx, e);
        } finally {
            packet.release();
        }
    }

    private void read(ChannelHandlerContext ctx, ByteBuf payload) throws LoginRefusedException {
        Lenenc.need(payload, 1);
        int first = payload.getUnsignedByte(payload.readerIndex());
        if (first == ErrPacket.HEADER) {
            throw new LoginRefusedException(ErrPacket.decode(payload));
        }
        switch (state) {
            case GREETING -> greeted(ctx, payload);
            case PROVING -> prove(ctx, first, payload);
            case TLS, OVER -> throw new MalformedPacketException("packet before TLS is there");
        }
    }

    private void greeted(ChannelHandlerContext ctx, ByteBuf payload) throws LoginRefusedException {
        greeting = Greeting.decode(payload);
        if (!Capability.has(greeting.capabilities(), Capability.CLIENT_PROTOCOL_41)) {
            throw new LoginRefusedException(ErrorCode.CR_VERSION_ERROR, ErrPacket.GENERAL_STATE,
                    "Protocol mismatch: the server is older than 4.1");
        }
        capabilities = credentials.negotiate(greeting.capabilities());
        boolean tls = credentials.startsTls(greeting.capabilities());
        proof = new PasswordProof(credentials.secret(), tls);
        if (tls) {
            startTls(ctx);
        } else {
            login(ctx);
        }
    }

    private void startTls(ChannelHandlerContext ctx) throws LoginRefusedException {
        if (!Capability.has(greeting.capabilities(), Capability.CLIENT_SSL)) {
            throw new LoginRefusedException(ErrorCode.CR_SSL_CONNECTION_ERROR, ErrPacket.GENERAL_STATE,
                    "SSL connection error: SSL is required but the server doesn't support it");
        }
        state = State.TLS;
        capabilities |= Capability.CLIENT_SSL;
        ByteBuf out = ctx.alloc().buffer();
        sequenceId = new SslRequest(capabilities, MAX_ALLOWED_PACKET, credentials.collationId()).encode(out,
                sequenceId);
        ctx.writeAndFlush(out);
        PacketDecoder clear = decoder;
        decoder = new PacketDecoder(MAX_PACKET_BYTES);
        SslHandler tls = credentials.sslContext().newHandler(ctx.alloc());
        tls.setHandshakeTimeoutMillis(0); // whoever gives up closes the channel
        ctx.pipeline().addBefore(ctx.name(), null, tls).addBefore(ctx.name(), null, decoder).remove(clear);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done && state == State.TLS) {
            if (done.isSuccess()) {
                try {
                    login(ctx);
                } catch (LoginRefusedException e) {
                    refuse(ctx, e);
                }
            } else {
                refuse(ctx, ErrorCode.CR_SSL_CONNECTION_ERROR, "SSL connection error: " + done.cause().getMessage());
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    private void login(ChannelHandlerContext ctx) throws LoginRefusedException {
        state = State.PROVING;
        byte[] first = proof.first(greeting.authPlugin(), greeting.nonce());
        boolean zstd = Capability.has(capabilities, Capability.CLIENT_ZSTD_COMPRESSION_ALGORITHM);
        ByteBuf out = ctx.alloc().buffer();
        new HandshakeResponse(capabilities, MAX_ALLOWED_PACKET, credentials.collationId(), credentials.user(), first,
                credentials.schema(), proof.plugin(), credentials.attributes(), zstd ? Compression.ZSTD_LEVEL : 0)
                .encode(out,
                        sequenceId);
        ctx.writeAndFlush(out);
    }

    private void prove(ChannelHandlerContext ctx, int first, ByteBuf payload) throws LoginRefusedException {
        if (first == OkPacket.OK) {
            accept(ctx, OkPacket.decode(payload));
            return;
        }
        if (++questions > MAX_QUESTIONS) {
            throw new MalformedPacketException("the server asks without end");
        }
        switch (first) {
            case AuthSwitchRequest.HEADER -> {
                AuthSwitchRequest wanted = AuthSwitchRequest.decode(payload);
                send(ctx, proof.begin(wanted.authPlugin(), wanted.data()));
            }
            case CachingSha2Password.MORE_DATA -> {
                payload.skipBytes(1);
                Optional<byte[]> answer = proof.answer(Lenenc.readRest(payload));
                if (answer.isPresent()) {
                    send(ctx, answer.get());
                }
            }
            default -> throw new MalformedPacketException("unknown packet amid the login");
        }
    }

    private void send(ChannelHandlerContext ctx, byte[] payload) {
        ByteBuf out = ctx.alloc().buffer();
        Packets.write(out, sequenceId, payload);
        ctx.writeAndFlush(out);
    }

    private void accept(ChannelHandlerContext ctx, OkPacket ok) {
        state = State.OVER;
        ServerSession session = new ServerSession(ServerSession.version(greeting.serverVersion()), greeting.threadId(),
                capabilities, ok.statusFlags(), credentials.collationId(), greeting.capabilities());
        Compression compression = Compression.of(capabilities, Compression.ZSTD_LEVEL);
        if (compression != null) {
            ctx.pipeline().addAfter(ctx.name(), null, new CompressionHandler(compression, true));
        }
        if (!promise.trySuccess(session)) {
            ctx.close(); // nobody waits for it any more
            return;
        }
        ChannelPipeline pipeline = ctx.pipeline();
        if (!ctx.isRemoved()) {
            pipeline.remove(this);
        }
        if (pipeline.context(decoder) != null) {
            pipeline.remove(decoder); // passes its bytes on
        }
    }

    private void refuse(ChannelHandlerContext ctx, int code, String message) {
        refuse(ctx, new LoginRefusedException(code, ErrPacket.GENERAL_STATE, message));
    }

    private void refuse(ChannelHandlerContext ctx, LoginRefusedException why) {
        if (state != State.OVER) {
            state = State.OVER;
            promise.tryFailure(why);
        }
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        refuse(ctx, ErrorCode.CR_SERVER_LOST, "Lost connection to MySQL server at '"
                + (state == State.GREETING ? "reading initial communication packet" : "reading authorization packet")
                + "'");
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof PacketTooLargeException) {
            refuse(ctx, ErrorCode.CR_NET_PACKET_TOO_LARGE, "Got packet bigger than a login may have");
        } else if (state == State.TLS || cause.getCause() instanceof SSLException) {
            // with TLS 1.3 a server refuses our certificate when for us the handshake is done already
            refuse(ctx, ErrorCode.CR_SSL_CONNECTION_ERROR, "SSL connection error: " + cause.getMessage());
        } else {
            refuse(ctx, ErrorCode.CR_SERVER_LOST, "Lost connection to MySQL server: " + cause.getMessage());
        }
    }
}

package switchboard.mysql.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.PacketDecoder;
import switchboard.mysql.protocol.PacketTooLargeException;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.auth.Scramble;
import switchboard.mysql.protocol.compress.Compression;
import switchboard.mysql.protocol.compress.CompressionHandler;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.Greeting;
import switchboard.mysql.protocol.packet.HandshakeResponse;
import switchboard.mysql.protocol.packet.SslRequest;

/**
 * Logs a client in on a new channel: greeting, TLS if the client asks, the proof of its password (MySQL protocol
 * reference, "Connection Phase"). Brings its own {@link PacketDecoder}; both leave the pipeline when the listener has
 * taken over, and bytes that are already there go on.
 *
 * <pre>
 * NEW ── greeting ──► GREETED ── login ──► PROVING ── proof ──► OVER: listener
 *                        └── SSLRequest: TLS ──► SECURED ── login ──► PROVING
 * any ── garbage, wrong password, timeout, close ──► OVER: ERR where the protocol allows it, close
 * </pre>
 */
public final class LoginHandler extends ChannelInboundHandlerAdapter {
    private enum State {
        NEW, GREETED, SECURED, PROVING, OVER
    }

    private final LoginSettings settings;
    private final Accounts accounts;
    private final LoginListener listener;
    private final byte[] nonce;
    private State state = State.NEW;
    private PacketDecoder decoder;
    private LoginConversation conversation;
    private Future<?> timeout;
    private int sequenceId; // of the last packet seen, for an ERR

    /** For one channel; the login begins when the channel is active. */
    public LoginHandler(LoginSettings settings, Accounts accounts, Scramble scramble, LoginListener listener) {
        this.settings = settings;
        this.accounts = accounts;
        this.listener = listener;
        nonce = scramble.next();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        decoder = new PacketDecoder(settings.maxLoginPacket());
        ctx.pipeline().addBefore(ctx.name(), null, decoder);
        if (ctx.channel().isActive()) {
            greet(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        greet(ctx);
        ctx.fireChannelActive();
    }

    private void greet(ChannelHandlerContext ctx) {
        if (state != State.NEW) {
            return;
        }
        state = State.GREETED;
        timeout = ctx.executor().schedule(() -> end(ctx, LoginRefusal.TIMEOUT, null), settings.timeout().toMillis(),
                TimeUnit.MILLISECONDS);
        ByteBuf out = ctx.alloc().buffer();
        new Greeting(settings.serverVersion(), settings.threadId(), offered(), settings.collationId(),
                StatusFlag.SERVER_STATUS_AUTOCOMMIT, nonce, settings.defaultAuthPlugin()).encode(out, 0);
        ctx.writeAndFlush(out);
    }

    private long offered() {
        long offered = settings.capabilities();
        return settings.tls() == null ? offered & ~Capability.CLIENT_SSL : offered;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf packet = (ByteBuf) msg; // from our decoder
        try {
            if (state == State.OVER) {
                return; // a refused client goes on talking until the channel is closed
            }
            sequenceId = Packets.sequenceId(packet, packet.readerIndex());
            packet.skipBytes(Packets.HEADER_BYTES);
            switch (state) {
                case GREETED, SECURED -> firstPacket(ctx, packet);
                case PROVING -> follow(ctx, conversation.answer(packet, sequenceId));
                case NEW, OVER -> throw new IllegalStateException("packet in state " + state);
            }
        } catch (MalformedPacketException e) {
            refuse(ctx, LoginRefusal.MALFORMED_PACKET, ErrorCode.ER_HANDSHAKE_ERROR, "Bad handshake");
        } finally {
            packet.release();
        }
    }

    private void firstPacket(ChannelHandlerContext ctx, ByteBuf payload) {
        if (SslRequest.matches(payload)) {
            if (state == State.SECURED || !Capability.has(offered(), Capability.CLIENT_SSL)) {
                throw new MalformedPacketException("SSLRequest where none may be");
            }
            state = State.SECURED;
            startTls(ctx);
            return;
        }
        conversation = new LoginConversation(settings, accounts, nonce, LoginAttempt.tlsSession(ctx.pipeline()));
        HandshakeResponse response = HandshakeResponse.decode(payload, offered());
        state = State.PROVING;
        follow(ctx, conversation.begin(response, sequenceId));
    }

    /** Bytes behind the SSLRequest belong to TLS: a packet among them would be a command smuggled in clear text. */
    private void startTls(ChannelHandlerContext ctx) {
        PacketDecoder clear = decoder;
        decoder = new PacketDecoder(settings.maxLoginPacket());
        ctx.pipeline().addBefore(ctx.name(), null, decoder);
        String behind = ctx.pipeline().context(decoder).name();
        ctx.pipeline().addBefore(behind, null, new TlsStart(settings.tls(), settings.timeout()));
        ctx.pipeline().remove(clear); // passes its bytes on
    }

    private void follow(ChannelHandlerContext ctx, LoginStep step) {
        switch (step) {
            case LoginStep.Ask ask -> ctx.writeAndFlush(Unpooled.wrappedBuffer(ask.packet()));
            case LoginStep.Refused refused -> end(ctx, refused.why(), Unpooled.wrappedBuffer(refused.packet()));
            case LoginStep.Accepted accepted -> {
                state = State.OVER;
                stopClock();
                if (accepted.notice().length > 0) {
                    ctx.write(Unpooled.wrappedBuffer(accepted.notice()));
                }
                listener.loggedIn(ctx, accepted.login());
                compress(ctx, accepted.login());
                leave(ctx);
            }
        }
    }

    /** From the OK on, which the listener has sent. */
    private static void compress(ChannelHandlerContext ctx, Login login) {
        Compression compression = Compression.of(login.capabilities(), login.zstdLevel());
        if (compression != null && !ctx.isRemoved()) {
            ctx.pipeline().addAfter(ctx.name(), null, new CompressionHandler(compression, false));
        }
    }

    private void leave(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        if (!ctx.isRemoved()) {
            channel.pipeline().remove(this);
        }
        if (channel.pipeline().context(decoder) != null) {
            channel.pipeline().remove(decoder); // passes its bytes on
        }
    }

    private void refuse(ChannelHandlerContext ctx, LoginRefusal why, int code, String message) {
        ByteBuf out = ctx.alloc().buffer();
        new ErrPacket(code, "08S01", message).encode(out, sequenceId + 1);
        end(ctx, why, out);
    }

    /** Takes the ERR, which may be null. The cause is told first: a close may come back at once. */
    private void end(ChannelHandlerContext ctx, LoginRefusal why, ByteBuf err) {
        over(ctx, why);
        if (err == null) {
            ctx.close();
        } else {
            ctx.writeAndFlush(err).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void over(ChannelHandlerContext ctx, LoginRefusal why) {
        if (state != State.OVER) {
            state = State.OVER;
            stopClock();
            listener.refused(ctx, why, conversation == null ? null : conversation.username());
        }
    }

    private void stopClock() {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stopClock();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over(ctx, LoginRefusal.CLIENT_CLOSED);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (state == State.OVER) {
            ctx.close();
        } else if (cause instanceof PacketTooLargeException) {
            refuse(ctx, LoginRefusal.PACKET_TOO_LARGE, ErrorCode.ER_NET_PACKET_TOO_LARGE,
                    "Got a packet bigger than 'max_allowed_packet' bytes");
        } else if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
            end(ctx, LoginRefusal.TLS_FAILED, null);
        } else if (cause instanceof IOException) {
            end(ctx, LoginRefusal.CLIENT_CLOSED, null);
        } else {
            end(ctx, LoginRefusal.PROXY_ERROR, null);
            ctx.fireExceptionCaught(cause); // our bug: whoever logs shall see it
        }
    }
}

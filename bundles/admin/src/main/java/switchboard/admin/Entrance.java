package switchboard.admin;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.server.Login;
import switchboard.mysql.protocol.server.LoginListener;
import switchboard.mysql.protocol.server.LoginRefusal;

/** One client's way in: who may come only from this machine, and the count of wrong passwords. */
final class Entrance implements LoginListener {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    private final Access access;
    private final LoginFailures failures;
    private final BiConsumer<Channel, Login> welcome;

    /** @param welcome takes the channel over and answers OK */
    Entrance(Access access, LoginFailures failures, BiConsumer<Channel, Login> welcome) {
        this.access = access;
        this.failures = failures;
        this.welcome = welcome;
    }

    @Override
    public void loggedIn(ChannelHandlerContext ctx, Login login) {
        Channel channel = ctx.channel();
        String refusal = isLocal(channel) ? null : access.localOnly(login.username());
        if (refusal == null) {
            welcome.accept(channel, login);
            return;
        }
        LOG.warn("Login to administration refused user={} client={} reason=LOCAL_ONLY", login.username(),
                host(channel));
        ByteBuf out = channel.alloc().buffer(64);
        new ErrPacket(1040, "42000", refusal).encode(out, login.nextSequenceId());
        channel.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void refused(ChannelHandlerContext ctx, LoginRefusal why, String username) {
        if (why == LoginRefusal.WRONG_PASSWORD) {
            String host = host(ctx.channel());
            LOG.warn("Login to administration refused user={} client={} reason={} failures={}", username, host, why,
                    failures.failed(host, username));
        }
    }

    static String host(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress()
                : "localhost";
    }

    /** Host and port of a TCP client, else empty. */
    static String address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : "";
    }

    private static boolean isLocal(Channel channel) {
        return !(channel.remoteAddress() instanceof InetSocketAddress inet) || inet.getAddress().isLoopbackAddress();
    }
}

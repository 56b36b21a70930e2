package switchboard.cluster.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection on which nothing has come for too long. An answer that takes minutes keeps coming; one of a peer
 * behind a network that forgot the connection never does, and while it is waited for nothing is pulled from others.
 */
final class SilenceLimit extends ReadTimeoutHandler {
    private final Duration limit;

    private SilenceLimit(Duration limit) {
        super(limit.toMillis(), TimeUnit.MILLISECONDS);
        this.limit = limit;
    }

    /** A channel's first handler with the limit before it. */
    static ChannelHandler before(ChannelHandler first, Duration limit) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new SilenceLimit(limit)).addLast(first);
            }
        };
    }

    @Override
    protected void readTimedOut(ChannelHandlerContext ctx) {
        ctx.fireExceptionCaught(new IOException("nothing received for " + limit.toSeconds() + " s"));
        ctx.close();
    }
}

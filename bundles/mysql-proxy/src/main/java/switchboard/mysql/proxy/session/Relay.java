package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.IntConsumer;

/** Hands what one channel reads to another one, as it comes; a slow one stops the other. Both are on one event loop. */
final class Relay extends ChannelInboundHandlerAdapter {
    private final Channel to;
    private final IntConsumer passed;

    /** @param passed told of each read's bytes */
    Relay(Channel to, IntConsumer passed) {
        this.to = to;
        this.passed = passed;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        passed.accept(((ByteBuf) message).readableBytes());
        to.write(message, to.voidPromise());
        if (!to.isWritable()) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        to.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            to.config().setAutoRead(true);
        }
    }
}

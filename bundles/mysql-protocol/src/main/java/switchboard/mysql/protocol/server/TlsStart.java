package switchboard.mysql.protocol.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.net.ssl.SSLException;

/**
 * Stands where TLS begins until its context is there, and keeps what comes meanwhile: at most what one read brings,
 * because reading stops. Then the TLS handler takes its place.
 */
final class TlsStart extends ChannelInboundHandlerAdapter {
    private final TlsOffer offer;
    private final Duration timeout;
    private final Queue<ByteBuf> early = new ArrayDeque<>(1);
    private boolean autoRead;

    TlsStart(TlsOffer offer, Duration timeout) {
        this.offer = offer;
        this.timeout = timeout;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        autoRead = ctx.channel().config().isAutoRead();
        ctx.channel().config().setAutoRead(false);
        offer.context().whenComplete((context, failure) -> {
            if (ctx.executor().inEventLoop()) {
                ready(ctx, context, failure);
            } else {
                ctx.executor().execute(() -> ready(ctx, context, failure));
            }
        });
    }

    private void ready(ChannelHandlerContext ctx, SslContext context, Throwable failure) {
        if (ctx.isRemoved()) {
            return; // the client is gone
        }
        if (failure != null) {
            ctx.fireExceptionCaught(new SSLException("no TLS: " + failure.getMessage(), failure));
            return;
        }
        SslHandler tls = context.newHandler(ctx.alloc(), offer.tasks());
        tls.setHandshakeTimeoutMillis(timeout.toMillis());
        ctx.pipeline().addAfter(ctx.name(), null, tls);
        for (ByteBuf bytes = early.poll(); bytes != null; bytes = early.poll()) {
            ctx.fireChannelRead(bytes);
        }
        ctx.fireChannelReadComplete();
        if (!ctx.isRemoved()) {
            ctx.pipeline().remove(this);
        }
        ctx.channel().config().setAutoRead(autoRead);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        early.add((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // nothing was passed on
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        early.forEach(ByteBuf::release);
        early.clear();
    }
}

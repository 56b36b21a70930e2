package switchboard.monitor.rig;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import switchboard.api.transport.Transport;

/** Outgoing connections on given loops, with the options of the product. */
public final class LoopTransport implements Transport {
    private final LoopKind kind;
    private final List<EventLoop> loops = new ArrayList<>();

    public LoopTransport(EventLoopGroup group, LoopKind kind) {
        this.kind = kind;
        group.forEach(loop -> loops.add((EventLoop) loop));
    }

    @Override
    public String kind() {
        return kind.name();
    }

    @Override
    public List<EventLoop> eventLoops() {
        return loops;
    }

    @Override
    public Future<Channel> connect(EventLoop loop, String host, int port, Duration timeout, ChannelHandler handler) {
        Promise<Channel> connected = loop.newPromise();
        ChannelFuture connecting = new Bootstrap().group(loop).channel(kind.connecting()).handler(handler)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(1024, 2048, 65536))
                .connect(host, port);
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                connected.trySuccess(connecting.channel());
            } else {
                connected.tryFailure(done.cause());
            }
        });
        return connected;
    }
}

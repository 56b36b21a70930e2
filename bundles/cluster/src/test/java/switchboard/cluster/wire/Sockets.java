package switchboard.cluster.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.List;
import switchboard.api.transport.Transport;

/** Connections over plain sockets on one loop. */
public record Sockets(EventLoop only) implements Transport {
    @Override
    public String kind() {
        return "nio";
    }

    @Override
    public List<EventLoop> eventLoops() {
        return List.of(only);
    }

    @Override
    public Future<Channel> connect(EventLoop loop, String host, int port, Duration timeout, ChannelHandler handler) {
        Promise<Channel> promise = loop.newPromise();
        ChannelFuture opening = new Bootstrap().group(loop).channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis()).handler(handler)
                .connect(host, port);
        opening.addListener(done -> {
            if (done.isSuccess()) {
                promise.setSuccess(opening.channel());
            } else {
                promise.setFailure(done.cause());
            }
        });
        return promise;
    }
}

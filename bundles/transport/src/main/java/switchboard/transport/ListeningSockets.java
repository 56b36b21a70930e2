package switchboard.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.listen.Listener;
import switchboard.api.listen.Listeners;

/** The sockets that are open for clients. All methods may block: threads of administration only. */
final class ListeningSockets implements Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(ListeningSockets.class);
    private static final int BACKLOG = 4096;

    private final EventLoopGroup loops;
    private final LoopPlacement placement;
    private final LoopKind kind;
    private final Arrivals arrivals;
    private final Map<Listener, Channel> open = new LinkedHashMap<>();
    private final Map<String, List<String>> failures = new LinkedHashMap<>();
    private boolean closed;

    ListeningSockets(EventLoopGroup loops, LoopPlacement placement, LoopKind kind, Arrivals arrivals) {
        this.loops = loops;
        this.placement = placement;
        this.kind = kind;
        this.arrivals = arrivals;
    }

    /** Opens what is new of a protocol's listeners and closes what is no longer wanted; the others stay as they are. */
    synchronized void set(String protocol, String variable, String addresses) {
        if (closed) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        Set<Listener> wanted = ListenAddresses.parse(protocol, variable, addresses, wrong);
        open.entrySet().removeIf(entry -> {
            boolean leaves = entry.getKey().protocol().equals(protocol) && !wanted.contains(entry.getKey());
            if (leaves) {
                close(entry.getKey(), entry.getValue());
            }
            return leaves;
        });
        for (Listener listener : wanted) {
            if (!open.containsKey(listener)) {
                try {
                    open.put(listener, bind(listener));
                    LOG.info("Listening protocol={} address={}", protocol, listener);
                } catch (Exception refused) { // Netty throws BindException although it declares nothing
                    wrong.add("cannot listen on " + listener + " (" + variable + "): " + refused.getMessage());
                }
            }
        }
        wrong.forEach(LOG::error);
        failures.put(protocol, List.copyOf(wrong));
    }

    private Channel bind(Listener listener) throws Exception {
        boolean unix = listener.port() == 0;
        if (unix) {
            Files.deleteIfExists(Path.of(listener.address())); // left by a process that was killed
        }
        SocketAddress address = unix
                ? kind.unixAddress(listener.address())
                : new InetSocketAddress(listener.address(), listener.port());
        ServerBootstrap bootstrap = new ServerBootstrap().group(accepting(), loops).channel(kind.listening(unix))
                .option(ChannelOption.SO_BACKLOG, BACKLOG).childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(1024, 2048, 65536))
                .childHandler(new Arrival(listener));
        if (!unix) {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.SO_KEEPALIVE, true);
        }
        return bootstrap.bind(address).sync().channel();
    }

    /** Always the first loop: a listening socket is no connection to be placed. */
    private EventLoop accepting() {
        return (EventLoop) loops.iterator().next();
    }

    private static void close(Listener listener, Channel channel) {
        channel.close().awaitUninterruptibly();
        LOG.info("Listener closed protocol={} address={}", listener.protocol(), listener);
    }

    @Override
    public synchronized List<Listener> open() {
        return List.copyOf(open.keySet());
    }

    @Override
    public synchronized List<String> failures() {
        return failures.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public synchronized void closeAll() {
        closed = true;
        open.forEach(ListeningSockets::close);
        open.clear();
    }

    /** The first handler of an accepted channel: passes it on when it is active, and leaves. */
    @ChannelHandler.Sharable
    private final class Arrival extends ChannelInboundHandlerAdapter {
        private final Listener listener;

        Arrival(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            EventExecutor loop = ctx.channel().eventLoop();
            ctx.channel().closeFuture().addListener(closed -> placement.leave(loop));
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.pipeline().remove(this);
            arrivals.arrived(ctx.channel(), listener);
        }
    }
}

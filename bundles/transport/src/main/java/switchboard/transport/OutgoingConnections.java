package switchboard.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import switchboard.api.transport.Transport;

/** The event loops, and connections opened on them. */
final class OutgoingConnections implements Transport {
    private final LoopKind kind;
    private final List<EventLoop> loops;
    private final DnsAddressResolverGroup resolvers;
    private final DnsCache names;
    private final ScheduledFuture<?> ticks;

    OutgoingConnections(LoopKind kind, MultiThreadIoEventLoopGroup group) {
        this.kind = kind;
        List<EventLoop> found = new ArrayList<>();
        for (EventExecutor loop : group) {
            found.add((EventLoop) loop);
        }
        this.loops = List.copyOf(found);
        this.resolvers = new DnsAddressResolverGroup(
                new DnsNameResolverBuilder().datagramChannelType(kind.datagrams())); // reads /etc/hosts too
        EventLoop first = loops.getFirst();
        this.names = new DnsCache(host -> resolve(first, host), System::nanoTime);
        this.ticks = first.scheduleAtFixedRate(names::tick, 1, 1, TimeUnit.SECONDS);
    }

    private Future<List<InetAddress>> resolve(EventLoop loop, String host) {
        Promise<List<InetAddress>> resolved = loop.newPromise();
        resolvers.getResolver(loop).resolveAll(InetSocketAddress.createUnresolved(host, 0))
                .addListener((Future<List<InetSocketAddress>> done) -> {
                    if (done.isSuccess()) {
                        resolved.setSuccess(done.getNow().stream().map(InetSocketAddress::getAddress).toList());
                    } else {
                        resolved.setFailure(done.cause());
                    }
                });
        return resolved;
    }

    /** The addresses of names that were connected to. */
    DnsCache names() {
        return names;
    }

    @Override
    public String kind() {
        return kind.label();
    }

    @Override
    public List<EventLoop> eventLoops() {
        return loops;
    }

    @Override
    public Future<Channel> connect(EventLoop loop, String host, int port, Duration timeout, ChannelHandler handler) {
        boolean unix = port == 0;
        Bootstrap bootstrap = new Bootstrap().group(loop).channel(kind.connecting(unix)).handler(handler)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(1024, 2048, 65536));
        if (!unix) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true);
        }
        Promise<Channel> connected = loop.newPromise();
        SocketAddress address = address(host, port);
        if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
            bootstrap.resolver(resolvers);
        } else {
            bootstrap.disableResolver();
        }
        ChannelFuture connecting = bootstrap.connect(address);
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                connected.tryFailure(done.cause());
            } else if (!connected.trySuccess(connecting.channel())) {
                connecting.channel().close();
            }
        });
        return connected;
    }

    private SocketAddress address(String host, int port) {
        if (port == 0) {
            return kind.unixAddress(host);
        }
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            return new InetSocketAddress(host, port);
        }
        InetAddress known = names.find(host);
        return known != null
                ? new InetSocketAddress(known, port)
                : InetSocketAddress.createUnresolved(host, port);
    }

    void close() {
        ticks.cancel(false);
        resolvers.close();
    }
}

package switchboard.api.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Event loops and outgoing connections, by the fastest way that the kernel lets us use. */
@ProviderType
public interface Transport {
    /** {@code io_uring}, {@code epoll} or {@code nio}. */
    String kind();

    /** The event loops, as many as {@code mysql-threads} said at the start. */
    List<EventLoop> eventLoops();

    /**
     * Opens a connection on the given loop. Names are resolved without blocking it.
     *
     * @param port 0 when {@code host} is the path of a Unix socket
     * @param handler the channel's first handler
     * @return the active channel; fails with an IOException after {@code timeout}
     */
    Future<Channel> connect(EventLoop loop, String host, int port, Duration timeout, ChannelHandler handler);
}

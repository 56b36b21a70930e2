package switchboard.mysql.proxy.backend;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;

/**
 * Whether and how soon the kernel asks whether a silent peer lives (mysql-use_tcp_keepalive, mysql-tcp_keepalive_time).
 *
 * @param seconds of silence; 0 for the kernel's own
 */
public record TcpKeepalive(boolean used, int seconds) {
    // by name: a transport that has no such option says so, and the bundle needs none of them
    private static final ChannelOption<Integer> EPOLL = ChannelOption
            .valueOf("io.netty.channel.epoll.EpollChannelOption#TCP_KEEPIDLE");
    private static final ChannelOption<Integer> IO_URING = ChannelOption
            .valueOf("io.netty.channel.uring.IoUringChannelOption#TCP_KEEPIDLE");

    /** For a TCP connection; a Unix socket has nothing of the kind. */
    public void apply(Channel channel) {
        if (channel.config().setOption(ChannelOption.SO_KEEPALIVE, used) && used && seconds > 0
                && !channel.config().setOption(EPOLL, seconds)) {
            channel.config().setOption(IO_URING, seconds);
        }
    }
}

package switchboard.api.listen;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Where a client comes from: what a trusted proxy in front announced (PROXY protocol), or else its own address. */
public final class ClientAddress {
    /** Set by {@code transport} before the client's first byte is passed on; by nobody else. */
    public static final AttributeKey<InetSocketAddress> ANNOUNCED = AttributeKey.valueOf("switchboard.client.address");

    private ClientAddress() {
    }

    /** Null when the channel never was connected. */
    public static SocketAddress of(Channel channel) {
        InetSocketAddress announced = channel.attr(ANNOUNCED).get();
        return announced != null ? announced : channel.remoteAddress();
    }

    /** The IP address, or localhost for a Unix socket. */
    public static String host(Channel channel) {
        return of(channel) instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : "localhost";
    }
}

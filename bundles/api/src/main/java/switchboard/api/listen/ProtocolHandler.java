package switchboard.api.listen;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Speaks one protocol on accepted connections (service). {@code transport} owns the sockets and keeps them while
 * handlers are replaced; of two handlers for one protocol that of the newest bundle gets new connections.
 */
@ConsumerType
public interface ProtocolHandler {
    /** {@code mysql}, {@code admin} or {@code h2}: which listeners it serves. */
    String protocol();

    /**
     * Takes over a registered, active channel whose reading is stopped (auto-read off): adds handlers, then reads. Called
     * on the channel's event loop. On failure the channel is closed by the caller.
     */
    void accept(Channel channel, Listener listener);

    /**
     * Clients that are connected through it, those that log in included. A replaced handler stays until there are none, or
     * the drain time is over. Any thread.
     */
    default int clients() {
        return 0;
    }

    /**
     * No new connections come: the process is about to end, or the handler was replaced. Lets sessions finish within the limit and closes the rest.
     */
    CompletionStage<Void> drain(Duration limit);
}

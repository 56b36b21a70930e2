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
     * The process is about to end and listeners are closed: lets sessions finish within the limit and closes the rest.
     */
    CompletionStage<Void> drain(Duration limit);
}

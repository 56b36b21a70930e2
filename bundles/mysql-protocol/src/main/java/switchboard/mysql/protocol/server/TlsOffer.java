package switchboard.mysql.protocol.server;

import io.netty.handler.ssl.SslContext;
import java.util.concurrent.CompletionStage;

/** TLS for clients that ask for it. */
@FunctionalInterface
public interface TlsOffer {
    /** Asked on the event loop when a client wants TLS; may be completed later, on any thread. Fails if there is none. */
    CompletionStage<SslContext> context();
}

package switchboard.mysql.protocol.server;

import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.ImmediateExecutor;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** TLS for clients that ask for it. */
@FunctionalInterface
public interface TlsOffer {
    /** Asked on the event loop when a client wants TLS; may be completed later, on any thread. Fails if there is none. */
    CompletionStage<SslContext> context();

    /** Where the costly steps of a handshake are computed, a millisecond and more: on the event loop if nobody says. */
    default Executor tasks() {
        return ImmediateExecutor.INSTANCE;
    }

    /** The same, with a virtual thread for each costly step: a crowd of new clients doesn't stop those that are there. */
    default TlsOffer besideTheLoop() {
        TlsOffer same = this;
        return new TlsOffer() {
            @Override
            public CompletionStage<SslContext> context() {
                return same.context();
            }

            @Override
            public Executor tasks() {
                return task -> Thread.ofVirtual().name("switchboard-tls").start(task);
            }
        };
    }
}

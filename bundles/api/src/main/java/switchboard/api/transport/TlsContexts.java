package switchboard.api.transport;

import io.netty.handler.ssl.SslContext;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** TLS on both sides: the certificate shown to clients, and what servers are verified with. */
@ProviderType
public interface TlsContexts {
    /** Whether there is a certificate to show, as far as is known: without one TLS is not offered. Any thread. */
    boolean isOffered();

    /**
     * The context for a client that asks for TLS: read from the data folder when it is first wanted, and again after {@code
     * PROXYSQL RELOAD TLS}. Connections keep the one that they began with. Does not wait; any thread.
     *
     * @return fails with what is wrong with the files, in words
     */
    CompletionStage<SslContext> accepting();

    /**
     * A context for connections to servers. Reads files: never on an event loop.
     *
     * @throws IllegalArgumentException a file can't be used; says which, and what to do
     */
    SslContext connecting(TlsFiles files);
}

package switchboard.transport.tls;

import io.netty.handler.ssl.SslContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.admin.AdminAction;
import switchboard.api.admin.AdminActionException;
import switchboard.api.transport.TlsContexts;
import switchboard.api.transport.TlsFiles;

/**
 * The contexts in force. Nothing is read before the first client asks for TLS, which then waits for it: a start costs
 * nothing. {@code PROXYSQL RELOAD TLS} makes the next context, and leaves the one in force when that fails.
 */
public final class Tls implements TlsContexts, AdminAction {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    private final ClientSide clients;
    private final Executor threads;
    private final CompletableFuture<Void> files = new CompletableFuture<>();
    private CompletableFuture<SslContext> current; // null until wanted
    private volatile boolean failed;

    /**
     * Reads nothing yet.
     *
     * @param threads may wait
     */
    public Tls(Path datadir, InstantSource clock, Executor threads) {
        this.clients = new ClientSide(datadir, clock);
        this.threads = threads;
    }

    /** Makes certificates when the data folder has none. Once. */
    public void start() {
        threads.execute(() -> {
            try {
                clients.ensureFiles();
                files.complete(null);
            } catch (RuntimeException | LinkageError unusable) {
                off(unusable);
                files.completeExceptionally(unusable);
            }
        });
    }

    private void off(Throwable cause) {
        failed = true;
        LOG.error("TLS for clients is off: {}. Correct it and run PROXYSQL RELOAD TLS", cause.getMessage());
    }

    @Override
    public boolean isOffered() {
        return !failed;
    }

    @Override
    public synchronized CompletionStage<SslContext> accepting() {
        if (current == null) {
            current = files.thenApplyAsync(there -> read(), threads);
        }
        return current;
    }

    private SslContext read() {
        try {
            return clients.context();
        } catch (RuntimeException | LinkageError unusable) {
            off(unusable);
            throw unusable;
        }
    }

    @Override
    public SslContext connecting(TlsFiles wanted) {
        return ServerSide.context(wanted);
    }

    @Override
    public String command() {
        return "PROXYSQL RELOAD TLS";
    }

    @Override
    public Outcome run() throws AdminActionException {
        SslContext next;
        try {
            clients.ensureFiles();
            next = clients.context();
        } catch (IllegalArgumentException unusable) {
            throw new AdminActionException("RELOAD TLS failed: " + unusable.getMessage(), unusable);
        }
        synchronized (this) {
            current = CompletableFuture.completedFuture(next);
        }
        failed = false;
        return new Outcome(0, "");
    }
}

package switchboard.mysql.proxy;

import io.netty.handler.ssl.SslContext;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import switchboard.api.server.ServerKey;
import switchboard.api.transport.TlsContexts;
import switchboard.api.transport.TlsFiles;
import switchboard.api.variables.VariableValues;
import switchboard.mysql.proxy.backend.ServerTls;

/**
 * TLS towards servers with use_ssl=1: by their rows of mysql_servers_ssl_params, and where these say nothing by
 * mysql-ssl_p2s_*. Files are read when a connection needs them, on a thread of its own; what was read is good for a minute,
 * so that renewed certificates need no command.
 */
final class BackendTls implements ServerTls {
    private static final long GOOD_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** The rows of mysql_servers_ssl_params. */
    interface Rows {
        /** Null if there is none. */
        TlsFiles of(String hostname, int port, String username);
    }

    private record Read(long atNanos, CompletableFuture<SslContext> context) {
    }

    private final TlsContexts contexts;
    private final Rows rows;
    private final LongSupplier nanoClock;
    private final Map<TlsFiles, Read> read = new ConcurrentHashMap<>();
    private volatile TlsFiles usual = new TlsFiles("", "", "", "", "", "", "", "");

    BackendTls(TlsContexts contexts, Rows rows, LongSupplier nanoClock) {
        this.contexts = contexts;
        this.rows = rows;
        this.nanoClock = nanoClock;
    }

    void variables(VariableValues now) {
        usual = new TlsFiles(now.text("mysql-ssl_p2s_ca"), now.text("mysql-ssl_p2s_capath"),
                now.text("mysql-ssl_p2s_cert"), now.text("mysql-ssl_p2s_key"), now.text("mysql-ssl_p2s_cipher"),
                now.text("mysql-ssl_p2s_crl"), now.text("mysql-ssl_p2s_crlpath"), "");
    }

    @Override
    public CompletionStage<SslContext> context(ServerKey server, String username) {
        TlsFiles own = rows.of(server.hostname(), server.port(), username);
        TlsFiles files = own == null ? usual : own.or(usual);
        long now = nanoClock.getAsLong();
        return read.compute(files, (key, before) -> before != null && now - before.atNanos() < GOOD_NANOS
                && !before.context().isCompletedExceptionally() ? before : read(now, key)).context();
    }

    private Read read(long now, TlsFiles files) {
        CompletableFuture<SslContext> context = new CompletableFuture<>();
        Thread.ofVirtual().name("switchboard-server-tls").start(() -> {
            try {
                context.complete(contexts.connecting(files));
            } catch (RuntimeException | LinkageError unusable) {
                context.completeExceptionally(unusable);
            }
        });
        return new Read(now, context);
    }
}

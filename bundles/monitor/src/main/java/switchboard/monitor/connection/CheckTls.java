package switchboard.monitor.connection;

import io.netty.handler.ssl.SslContext;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import switchboard.api.check.CheckTarget;
import switchboard.api.server.ServerDirectory;
import switchboard.api.transport.TlsContexts;
import switchboard.api.transport.TlsFiles;
import switchboard.api.variables.VariableValues;

/**
 * TLS towards servers: by their rows of mysql_servers_ssl_params for the monitoring user, and where these say nothing by
 * mysql-ssl_p2s_*. Files are read on a thread of its own and are good for a minute, so that renewed certificates need no
 * command.
 */
public final class CheckTls {
    private static final long GOOD_NANOS = TimeUnit.MINUTES.toNanos(1);

    private record Read(long atNanos, CompletableFuture<SslContext> context) {
    }

    private final TlsContexts contexts;
    private final Supplier<ServerDirectory> servers;
    private final LongSupplier nanos;
    private final Map<TlsFiles, Read> read = new ConcurrentHashMap<>();
    private volatile TlsFiles usual = new TlsFiles("", "", "", "", "", "", "", "");

    public CheckTls(TlsContexts contexts, Supplier<ServerDirectory> servers, LongSupplier nanos) {
        this.contexts = contexts;
        this.servers = servers;
        this.nanos = nanos;
    }

    /** Any thread. */
    public void variables(VariableValues now) {
        usual = new TlsFiles(now.text("mysql-ssl_p2s_ca"), now.text("mysql-ssl_p2s_capath"),
                now.text("mysql-ssl_p2s_cert"), now.text("mysql-ssl_p2s_key"), now.text("mysql-ssl_p2s_cipher"),
                now.text("mysql-ssl_p2s_crl"), now.text("mysql-ssl_p2s_crlpath"), "");
    }

    /** Fails with what is wrong with the files. Completed on any thread. */
    CompletionStage<SslContext> context(CheckTarget target, String user) {
        TlsFiles own = servers.get().tls(target.hostname(), target.port(), user);
        TlsFiles files = own == null ? usual : own.or(usual);
        long now = nanos.getAsLong();
        return read.compute(files, (key, before) -> before != null && now - before.atNanos() < GOOD_NANOS
                && !before.context().isCompletedExceptionally() ? before : read(now, key)).context();
    }

    private Read read(long now, TlsFiles files) {
        CompletableFuture<SslContext> context = new CompletableFuture<>();
        Thread.ofVirtual().name("switchboard-monitor-tls").start(() -> {
            try {
                context.complete(contexts.connecting(files));
            } catch (RuntimeException | LinkageError unusable) {
                context.completeExceptionally(unusable);
            }
        });
        return new Read(now, context);
    }
}

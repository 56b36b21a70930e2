package switchboard.mysql.proxy.backend;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.server.ServerKey;
import switchboard.api.transport.TlsFiles;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.client.LoginRefusedException;

/**
 * TLS that fails by an account's own row of mysql_servers_ssl_params: it must not shun the server for all others, so
 * nothing but the log tells of it.
 */
final class OwnTls {
    private static final Logger LOG = LoggerFactory.getLogger(OwnTls.class);
    private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final BackendPool pool;
    private boolean logged;
    private long loggedNanos;

    OwnTls(BackendPool pool) {
        this.pool = pool;
    }

    /** Whether that is what a connection failed of. Logs it, at most once a second. */
    boolean explains(ServerKey server, String user, LoginRefusedException failure) {
        if (failure.code() != ErrorCode.CR_SSL_CONNECTION_ERROR) {
            return false;
        }
        TlsFiles own = pool.directory().tls(server.hostname(), server.port(), user);
        if (own == null || own.equals(pool.directory().tls(server.hostname(), server.port(), ""))) {
            return false;
        }
        long now = pool.nanoClock().getAsLong();
        if (!logged || now - loggedNanos >= LOG_NANOS) {
            logged = true;
            loggedNanos = now;
            LOG.warn("No TLS with server {}:{} by the row of user '{}' in mysql_servers_ssl_params: {} {}",
                    server.hostname(), server.port(), user, failure.code(), failure.getMessage());
        }
        return true;
    }
}

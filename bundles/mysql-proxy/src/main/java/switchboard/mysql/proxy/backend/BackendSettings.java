package switchboard.mysql.proxy.backend;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;

/**
 * The variables that rule pools and connecting; names are those of ProxySQL without {@code mysql-}.
 *
 * @param tls for servers with use_ssl=1
 */
public record BackendSettings(Duration connectTimeoutServer, Duration connectTimeoutServerMax,
        int connectRetriesOnFailure, Duration connectRetriesDelay, Duration pollTimeoutOnFailure,
        int freeConnectionsPct, Duration pingIntervalServer, Duration pingTimeoutServer, Duration connectionMaxAge,
        int maxStmtsPerConnection, boolean multiplexing, String initConnect, SslContext tls) {
}

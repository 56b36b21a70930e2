package switchboard.monitor.connection;

import io.netty.handler.ssl.SslContext;
import java.util.Map;
import switchboard.mysql.protocol.Collations;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.client.ClientConnection;
import switchboard.mysql.protocol.client.ClientCredentials;

/**
 * How the monitor logs in. Connections are kept only while this stays the same object.
 *
 * @param waitTimeoutSeconds wait_timeout of new connections; 0 to leave the server's
 * @param maxIdleNanos a connection that has not been used for so long is closed
 */
public record ConnectionSettings(String user, Secret secret, long waitTimeoutSeconds, long maxIdleNanos) {

    /** @param tls null for none */
    ClientCredentials credentials(SslContext tls) {
        return new ClientCredentials(user, secret, null, ClientConnection.CAPABILITIES,
                Collations.UTF8MB4_GENERAL_CI, Map.of(), tls);
    }
}

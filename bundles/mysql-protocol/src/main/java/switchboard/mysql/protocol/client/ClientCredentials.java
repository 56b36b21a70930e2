package switchboard.mysql.protocol.client;

import io.netty.handler.ssl.SslContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import switchboard.mysql.protocol.auth.Secret;

/**
 * With what to log in to a server.
 *
 * @param schema null for none
 * @param wantedCapabilities reduced to what the server offers; what a login needs is added. CLIENT_SSL comes from
 *        {@code sslContext}, MariaDB's own flags and those that change the shape of answers are never negotiated
 * @param collationId its low 8 bits are sent
 * @param attributes of the connection, may be empty
 * @param sslContext null for no TLS; otherwise a server without TLS is refused
 */
public record ClientCredentials(String user, Secret secret, String schema, long wantedCapabilities, int collationId,
        Map<String, String> attributes, SslContext sslContext) {
    public ClientCredentials {
        Objects.requireNonNull(user);
        Objects.requireNonNull(secret);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ClientCredentials[" + user + ", " + schema + "]";
    }
}

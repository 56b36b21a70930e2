package switchboard.mysql.protocol.client;

import io.netty.handler.ssl.SslContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.compress.Compression;

/**
 * With what to log in to a server.
 *
 * @param schema null for none
 * @param wantedCapabilities reduced to what the server offers; what a login needs is added. CLIENT_SSL comes from
 *        {@code sslContext}; flags that change the shape of answers in a way that isn't followed are never negotiated
 * @param collationId its low 8 bits are sent
 * @param attributes of the connection, may be empty
 * @param sslContext null for no TLS
 * @param tlsRequired whether a server without TLS is refused; else the login goes on in clear. Only with a context
 */
public record ClientCredentials(String user, Secret secret, String schema, long wantedCapabilities, int collationId,
        Map<String, String> attributes, SslContext sslContext, boolean tlsRequired) {
    private static final long NEEDED = Capability.CLIENT_LONG_PASSWORD | Capability.CLIENT_PROTOCOL_41
            | Capability.CLIENT_SECURE_CONNECTION | Capability.CLIENT_PLUGIN_AUTH
            | Capability.CLIENT_PLUGIN_AUTH_LENENC_CLIENT_DATA;
    /** What would change the shape of answers or logins in a way that isn't followed. */
    private static final long REFUSED = Capability.CLIENT_OPTIONAL_RESULTSET_METADATA
            | Capability.MULTI_FACTOR_AUTHENTICATION
            | Capability.CLIENT_CAPABILITY_EXTENSION | Capability.CLIENT_SSL
            | 0xFFFF_FFFFL << 32 & ~Capability.MARIADB_FOLLOWED;

    public ClientCredentials {
        Objects.requireNonNull(user);
        Objects.requireNonNull(secret);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** With TLS required if there is a context. */
    public ClientCredentials(String user, Secret secret, String schema, long wantedCapabilities, int collationId,
            Map<String, String> attributes, SslContext sslContext) {
        this(user, secret, schema, wantedCapabilities, collationId, attributes, sslContext, true);
    }

    /** Whether the login to a server that offers these capabilities begins with TLS. */
    boolean startsTls(long offered) {
        return sslContext != null && (tlsRequired || Capability.has(offered, Capability.CLIENT_SSL));
    }

    /** The capabilities of the login; CLIENT_SSL not among them. */
    long negotiate(long offered) {
        long wanted = wantedCapabilities & ~REFUSED & ~Capability.CLIENT_CONNECT_WITH_DB | NEEDED;
        if (schema != null) {
            wanted |= Capability.CLIENT_CONNECT_WITH_DB;
        }
        if (!attributes.isEmpty()) {
            wanted |= Capability.CLIENT_CONNECT_ATTRS;
        }
        // MariaDB clears the first bit in its greeting; set, it says that we are a client of MySQL
        long both = wanted & (offered | Capability.CLIENT_LONG_PASSWORD);
        return Compression.preferred(both >>> 32 == 0 ? both : both & ~Capability.CLIENT_LONG_PASSWORD);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ClientCredentials[" + user + ", " + schema + "]";
    }
}

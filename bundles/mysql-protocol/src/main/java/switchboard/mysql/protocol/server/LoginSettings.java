package switchboard.mysql.protocol.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import switchboard.mysql.protocol.auth.RsaPassword;

/**
 * What one connection is told and allowed until it is logged in.
 *
 * @param threadId id of the connection, unsigned 32 bit
 * @param capabilities offered; CLIENT_SSL is left out of the greeting while {@code tls} is null
 * @param collationId its low 8 bits go into the greeting
 * @param defaultAuthPlugin mysql_native_password or caching_sha2_password
 * @param timeout from the greeting to the last proof
 * @param tls null for no TLS
 * @param rsa null for no RSA; only used with caching_sha2_password
 * @param maxLoginPacket bytes of a payload before login, e.g. 64 KB
 * @param clientAddress asked once the client has spoken: as seen, or as announced by the PROXY protocol; what is no InetSocketAddress is a Unix socket,
 *        called "localhost" and as safe as TLS
 */
public record LoginSettings(String serverVersion, long threadId, long capabilities, int collationId,
        String defaultAuthPlugin, Duration timeout, TlsOffer tls, RsaPassword rsa, int maxLoginPacket,
        Supplier<SocketAddress> clientAddress) {
    public LoginSettings {
        Objects.requireNonNull(serverVersion);
        Objects.requireNonNull(defaultAuthPlugin);
        Objects.requireNonNull(timeout);
        Objects.requireNonNull(clientAddress);
    }

    /** The client as errors name it: its IP address, or localhost. */
    public String clientHost() {
        if (clientAddress.get() instanceof InetSocketAddress inet) {
            return inet.isUnresolved() ? inet.getHostString() : inet.getAddress().getHostAddress();
        }
        return "localhost";
    }

    boolean unixSocket() {
        return !(clientAddress.get() instanceof InetSocketAddress);
    }
}

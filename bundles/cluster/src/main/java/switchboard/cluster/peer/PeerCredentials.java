package switchboard.cluster.peer;

import java.util.Objects;

/**
 * With what to log in to a peer's admin port: admin-cluster_username and admin-cluster_password.
 *
 * @param tlsRequired whether a peer without TLS is refused, as ProxySQL does
 */
public record PeerCredentials(String username, String password, boolean tlsRequired) {
    public PeerCredentials {
        Objects.requireNonNull(username);
        Objects.requireNonNull(password);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PeerCredentials[" + username + "]";
    }
}

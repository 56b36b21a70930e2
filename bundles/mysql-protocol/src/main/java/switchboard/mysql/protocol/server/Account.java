package switchboard.mysql.protocol.server;

import java.util.Objects;
import java.util.Optional;
import switchboard.mysql.protocol.auth.StoredPassword;

/**
 * Whom to let in.
 *
 * @param tlsRequired refuses a connection without TLS, once its password is proven
 * @param learnedClearText of an earlier login with this very {@code password}: makes the fast path of
 *        caching_sha2_password possible where only a hash is stored
 */
public record Account(StoredPassword password, boolean tlsRequired, Optional<String> learnedClearText) {
    public Account {
        Objects.requireNonNull(password);
        Objects.requireNonNull(learnedClearText);
    }

    @Override
    public String toString() {
        return "Account[tlsRequired=" + tlsRequired + "]";
    }
}

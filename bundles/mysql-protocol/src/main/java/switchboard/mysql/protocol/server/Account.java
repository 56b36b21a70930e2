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
 * @param additional another password that is as good while it is there; for clients only, it is not learned
 * @param certificate whether that of the client stands for the password
 */
public record Account(StoredPassword password, boolean tlsRequired, Optional<String> learnedClearText,
        Optional<StoredPassword> additional, Certificate certificate) {
    public Account {
        Objects.requireNonNull(certificate);
        Objects.requireNonNull(additional);
        Objects.requireNonNull(password);
        Objects.requireNonNull(learnedClearText);
    }

    /** With one password. */
    public Account(StoredPassword password, boolean tlsRequired, Optional<String> learnedClearText) {
        this(password, tlsRequired, learnedClearText, Optional.empty());
    }

    /** With a second password. */
    public Account(StoredPassword password, boolean tlsRequired, Optional<String> learnedClearText,
            Optional<StoredPassword> additional) {
        this(password, tlsRequired, learnedClearText, additional, Certificate.NOT_ASKED);
    }

    @Override
    public String toString() {
        return "Account[tlsRequired=" + tlsRequired + "]";
    }
}

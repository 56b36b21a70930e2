package switchboard.mysql.protocol.auth;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What is known of a password, enough to log in with it to a server. */
public sealed interface Secret {
    /** No password. */
    None NONE = new None();

    /** No password. */
    record None() implements Secret {
    }

    /** The password itself. */
    record ClearText(String password) implements Secret {
        public ClearText {
            Objects.requireNonNull(password);
        }

        /** In UTF-8, as all plugins take it here. */
        public byte[] bytes() {
            return password.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "ClearText[...]";
        }
    }

    /** SHA1 of the password, 20 bytes: enough for mysql_native_password only. */
    record Sha1Stage1(byte[] hash) implements Secret {
        public Sha1Stage1 {
            if (hash.length != NativePassword.HASH_BYTES) {
                throw new IllegalArgumentException("SHA1 of " + hash.length + " bytes");
            }
            hash = hash.clone();
        }

        @Override
        public String toString() {
            return "Sha1Stage1[...]";
        }
    }

    /** A clear text, or none if it is empty or null. */
    static Secret ofClearText(String password) {
        return password == null || password.isEmpty() ? NONE : new ClearText(password);
    }
}

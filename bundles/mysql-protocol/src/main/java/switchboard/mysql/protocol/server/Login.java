package switchboard.mysql.protocol.server;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import switchboard.mysql.protocol.auth.Secret;

/**
 * A proven login, which still waits for its OK or ERR.
 *
 * @param schema null if the client names none
 * @param capabilities of both sides
 * @param collationId as the client sent it: 0 to 255 at login, 0 to 65535 at COM_CHANGE_USER
 * @param attributes of the connection, may be empty
 * @param secret what this login gave away: clear text, SHA1 or, for an empty password, none
 * @param zstdLevel 0 if the client sent none
 * @param nonce 20 bytes, those of the greeting: COM_CHANGE_USER is proven with them too
 * @param nextSequenceId of the OK or ERR
 */
public record Login(String username, String schema, long capabilities, int collationId, Map<String, String> attributes,
        boolean tls, Secret secret, int zstdLevel, byte[] nonce, int nextSequenceId) {
    public Login {
        Objects.requireNonNull(username);
        Objects.requireNonNull(secret);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        nonce = nonce.clone();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Login[" + username + ", " + schema + ", tls=" + tls + "]";
    }
}

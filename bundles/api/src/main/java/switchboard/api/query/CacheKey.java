package switchboard.api.query;

import java.util.Arrays;
import java.util.Objects;

/**
 * What makes two answers the same: who asks, where, with which settings, for what.
 *
 * @param settings the session's variables as text: character sets among them
 * @param capabilities those of the client that shape an answer's bytes
 * @param statement its bytes, comments included; nobody changes them
 */
public record CacheKey(String user, String schema, String settings, long capabilities, byte[] statement) {
    public CacheKey {
        Objects.requireNonNull(user);
        Objects.requireNonNull(schema);
        Objects.requireNonNull(settings);
        Objects.requireNonNull(statement);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CacheKey key && capabilities == key.capabilities && user.equals(key.user)
                && schema.equals(key.schema) && settings.equals(key.settings)
                && Arrays.equals(statement, key.statement);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(statement) + user.hashCode()) + schema.hashCode();
    }

    /** Without the statement, which may hold secrets. */
    @Override
    public String toString() {
        return "CacheKey[" + user + ", " + schema + ", " + statement.length + " bytes]";
    }
}

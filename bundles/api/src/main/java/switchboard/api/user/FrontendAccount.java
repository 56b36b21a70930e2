package switchboard.api.user;

import java.util.Objects;

/**
 * An account with which clients log in (ProxySQL manual, mysql_users, frontend=1).
 *
 * @param password as stored: clear text, {@code *HEX}, {@code $A$...}; empty for none
 * @param defaultSchema null if the row has none
 * @param maxConnections clients at once
 * @param attributes JSON, or empty
 */
public record FrontendAccount(String username, String password, boolean useSsl, int defaultHostgroup,
        String defaultSchema, boolean schemaLocked, boolean transactionPersistent, boolean fastForward,
        int maxConnections, String attributes) {
    public FrontendAccount {
        Objects.requireNonNull(username);
        Objects.requireNonNull(password);
        Objects.requireNonNull(attributes);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "FrontendAccount[" + username + "]";
    }
}

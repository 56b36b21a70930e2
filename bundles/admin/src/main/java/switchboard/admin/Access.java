package switchboard.admin;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import switchboard.api.variables.VariableValues;
import switchboard.mysql.protocol.auth.StoredPassword;
import switchboard.mysql.protocol.server.Account;

/**
 * Who may log in, and how (ProxySQL 2.7, admin commands 1).
 *
 * @param timeout for the whole login
 */
record Access(Credentials admins, Credentials statistics, String serverVersion, String plugin, Duration timeout) {
    private static final Set<String> LOCAL_NAMES = Set.of("admin", "stats", "monitor");
    private static final Set<String> DEFAULT_PASSWORDS = Set.of("", "admin", "stats", "monitor");

    static Access of(VariableValues now) {
        Credentials statistics = Credentials.parse(now.text("admin-stats_credentials"))
                .and(now.text("mysql-monitor_username"), now.text("mysql-monitor_password"));
        return new Access(Credentials.parse(now.text("admin-admin_credentials")), statistics,
                now.text("mysql-server_version"), now.text("mysql-default_authentication_plugin"),
                Duration.ofMillis(now.number("mysql-connect_timeout_client")));
    }

    /** The account, or null. */
    Account account(String username) {
        String password = password(username);
        return password == null ? null : new Account(StoredPassword.parse(password), false, Optional.empty());
    }

    private String password(String username) {
        String admin = admins.passwords().get(username);
        return admin != null ? admin : statistics.passwords().get(username);
    }

    /** Whether it is a login for statistics only. */
    boolean statisticsOnly(String username) {
        return !admins.passwords().containsKey(username);
    }

    /** The accounts with a password that everybody knows. */
    SortedSet<String> withDefaultPasswords() {
        SortedSet<String> found = new TreeSet<>(admins.passwords().keySet());
        found.addAll(statistics.passwords().keySet());
        found.removeIf(username -> !hasDefaultPassword(username));
        return found;
    }

    private boolean hasDefaultPassword(String username) {
        String password = password(username);
        return DEFAULT_PASSWORDS.contains(password) || username.equals(password);
    }

    /** Why an account may only come from this machine, or null: by its name, as in ProxySQL, or a default password. */
    String localOnly(String username) {
        if (LOCAL_NAMES.contains(username)) {
            return "User '" + username + "' can only connect locally";
        }
        return hasDefaultPassword(username)
                ? "User '" + username + "' has a default password and can only connect locally; change it"
                : null;
    }
}

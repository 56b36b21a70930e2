package switchboard.api.user;

import java.util.Objects;

/** Credentials towards servers (ProxySQL manual, mysql_users, backend=1); the password as stored. */
public record BackendAccount(String username, String password) {
    public BackendAccount {
        Objects.requireNonNull(username);
        Objects.requireNonNull(password);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BackendAccount[" + username + "]";
    }
}

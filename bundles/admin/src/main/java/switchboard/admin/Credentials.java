package switchboard.admin;

import java.util.HashMap;
import java.util.Map;

/** {@code user:password;user2:password2} (ProxySQL 2.7 manual, admin-admin_credentials). */
record Credentials(Map<String, String> passwords) {

    static Credentials parse(String text) {
        Map<String, String> passwords = new HashMap<>();
        for (String pair : text.split(";")) {
            int colon = pair.indexOf(':');
            if (colon > 0) {
                passwords.put(pair.substring(0, colon).strip(), pair.substring(colon + 1));
            }
        }
        return new Credentials(Map.copyOf(passwords));
    }

    /** With one account more, unless its name is taken or empty. */
    Credentials and(String username, String password) {
        if (username.isEmpty() || passwords.containsKey(username)) {
            return this;
        }
        Map<String, String> more = new HashMap<>(passwords);
        more.put(username, password);
        return new Credentials(Map.copyOf(more));
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return passwords.keySet().toString();
    }
}

package switchboard.mysql.protocol.auth;

/** Names of authentication plugins, as they stand in packets. */
public final class AuthPlugin {
    public static final String MYSQL_NATIVE_PASSWORD = "mysql_native_password";
    public static final String CACHING_SHA2_PASSWORD = "caching_sha2_password";
    public static final String SHA256_PASSWORD = "sha256_password";
    public static final String MYSQL_CLEAR_PASSWORD = "mysql_clear_password";

    /** Of MariaDB. */
    public static final String CLIENT_ED25519 = "client_ed25519";
    /** Of MariaDB 11.6 and later. */
    public static final String PARSEC = "parsec";

    private AuthPlugin() {
    }
}

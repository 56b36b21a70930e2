package switchboard.mysql.protocol.client;

/**
 * A connection to a server that is logged in.
 *
 * @param serverVersion without the {@code 5.5.5-} that MariaDB puts in front
 * @param threadId of the greeting, unsigned 32 bit
 * @param capabilities negotiated: those of the login that was sent
 * @param statusFlags of the OK
 * @param collationId as sent at login
 * @param offered capabilities of the server's greeting; MariaDB's own from bit 32
 */
public record ServerSession(String serverVersion, long threadId, long capabilities, int statusFlags,
        int collationId, long offered) {
    private static final String MARIADB_PREFIX = "5.5.5-";

    static String version(String announced) {
        return announced.startsWith(MARIADB_PREFIX) ? announced.substring(MARIADB_PREFIX.length()) : announced;
    }

    /** The same where a handler of ours makes good for a capability that the server lacks. */
    public ServerSession withCapability(long capability) {
        return new ServerSession(serverVersion, threadId, capabilities | capability, statusFlags, collationId,
                offered);
    }

    /** Whether the server is a MariaDB. */
    public boolean mariaDb() {
        return serverVersion.contains("MariaDB");
    }
}

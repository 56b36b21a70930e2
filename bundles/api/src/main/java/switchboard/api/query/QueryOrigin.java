package switchboard.api.query;

/**
 * Where a query comes from: what a rule may look at beside the query. One object for a session, replaced when the
 * schema changes.
 *
 * @param schema the session's schema, never null, perhaps empty
 * @param clientAddress the client's IP address, {@code localhost} for a Unix socket
 * @param proxyAddress the address on which the client connected
 */
public record QueryOrigin(String user, String schema, String clientAddress, String proxyAddress, int proxyPort) {
}

package switchboard.api.query;

import java.util.Objects;

/**
 * A statement whose way is asked for. Empty texts and port 0 stand for what the question leaves open.
 *
 * @param sql the statement
 * @param user a frontend account
 * @param schema the session's schema; left open, that in which the user's sessions begin
 * @param clientAddress where the client comes from
 * @param proxyAddress the address on which it connected
 */
public record RouteQuestion(String sql, String user, String schema, String clientAddress, String proxyAddress,
        int proxyPort) {
    public RouteQuestion {
        Objects.requireNonNull(sql);
        Objects.requireNonNull(user);
        Objects.requireNonNull(schema);
        Objects.requireNonNull(clientAddress);
        Objects.requireNonNull(proxyAddress);
    }
}

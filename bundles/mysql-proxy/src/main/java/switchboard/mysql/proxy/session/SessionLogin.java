package switchboard.mysql.proxy.session;

import switchboard.api.query.QueryOrigin;
import switchboard.api.user.FrontendAccount;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.server.Login;
import switchboard.mysql.proxy.variables.SessionVariables;

/**
 * How a session begins.
 *
 * @param variables what the client's handshake sets: its character set
 */
public record SessionLogin(long sessionId, FrontendAccount account, Login login, int collation,
        QueryOrigin origin, SessionVariables variables) {
    /** Capabilities that change the bytes of commands or answers, or what a statement means: a backend connection must have the same. */
    static final long SHAPES_ANSWERS = Capability.CLIENT_FOUND_ROWS | Capability.CLIENT_IGNORE_SPACE
            | Capability.CLIENT_INTERACTIVE | Capability.CLIENT_LOCAL_FILES | Capability.CLIENT_NO_SCHEMA
            | Capability.CLIENT_ODBC | Capability.CLIENT_LONG_FLAG | Capability.CLIENT_MULTI_STATEMENTS
            | Capability.CLIENT_MULTI_RESULTS | Capability.CLIENT_PS_MULTI_RESULTS | Capability.CLIENT_DEPRECATE_EOF
            | Capability.CLIENT_QUERY_ATTRIBUTES | Capability.MARIADB_FOLLOWED;
    /** What answers are changed for here, so that connections are alike: of the servers of relays alone it is wanted. */
    static final long CHANGED_HERE = Capability.CLIENT_SESSION_TRACK | Capability.MARIADB_CLIENT_CACHE_METADATA;
}

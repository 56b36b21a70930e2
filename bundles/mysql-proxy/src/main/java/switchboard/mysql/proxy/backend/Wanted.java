package switchboard.mysql.proxy.backend;

import switchboard.mysql.proxy.variables.SessionVariables;

/**
 * The backend connection that a session needs.
 *
 * @param collation the client's, for a new connection's login
 * @param atLogin what a login with that collation sets
 */
public record Wanted(int hostgroup, PoolKey key, String schema, SessionVariables variables, int collation,
        SessionVariables atLogin) {
}

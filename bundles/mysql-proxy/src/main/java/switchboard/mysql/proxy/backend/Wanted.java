package switchboard.mysql.proxy.backend;

import switchboard.mysql.proxy.gtid.GtidNeed;
import switchboard.mysql.proxy.variables.SessionVariables;

/**
 * The backend connection that a session needs.
 *
 * @param collation the client's, for a new connection's login
 * @param atLogin what a login with that collation sets
 * @param need what its server must have executed; null if any will do
 */
public record Wanted(int hostgroup, PoolKey key, String schema, SessionVariables variables, int collation,
        SessionVariables atLogin, GtidNeed need) {
}

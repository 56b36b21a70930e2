package switchboard.mysql.proxy.backend;

import switchboard.mysql.proxy.gtid.GtidNeed;
import switchboard.mysql.proxy.variables.SessionVariables;

/**
 * The backend connection that a session needs.
 *
 * @param collation the client's, for a new connection's login
 * @param atLogin what a login with that collation sets
 * @param changesPassword whether its client can handle an expired password
 * @param need what its server must have executed; null if any will do
 */
public record Wanted(int hostgroup, PoolKey key, String schema, SessionVariables variables, int collation,
        SessionVariables atLogin, boolean changesPassword, GtidNeed need) {
    /** The same on a connection with other things for life. */
    Wanted with(PoolKey other) {
        return new Wanted(hostgroup, other, schema, variables, collation, atLogin, changesPassword, need);
    }
}

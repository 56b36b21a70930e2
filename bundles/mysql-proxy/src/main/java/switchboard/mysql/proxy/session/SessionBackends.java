package switchboard.mysql.proxy.session;

import java.util.ArrayList;
import java.util.List;
import switchboard.mysql.proxy.backend.BackendConnection;

/** The backend connections that a session has now, at most one for each hostgroup; rarely more than one. */
final class SessionBackends {
    private final List<BackendConnection> connections = new ArrayList<>(1);

    /** The session's connection of a hostgroup, or null. */
    BackendConnection at(int hostgroup) {
        for (int i = 0; i < connections.size(); i++) {
            if (hostgroup(connections.get(i)) == hostgroup) {
                return connections.get(i);
            }
        }
        return null;
    }

    void attach(BackendConnection connection) {
        connections.add(connection);
    }

    void detach(BackendConnection connection) {
        connections.remove(connection);
    }

    /** The one with an open transaction, or null. */
    BackendConnection inTransaction() {
        for (int i = 0; i < connections.size(); i++) {
            if (connections.get(i).inTransaction()) {
                return connections.get(i);
            }
        }
        return null;
    }

    /** The one held for this reason, or null. */
    BackendConnection heldBy(int reason) {
        for (int i = 0; i < connections.size(); i++) {
            if ((connections.get(i).heldBy() & reason) != 0) {
                return connections.get(i);
            }
        }
        return null;
    }

    boolean isEmpty() {
        return connections.isEmpty();
    }

    List<BackendConnection> takeAll() {
        List<BackendConnection> all = List.copyOf(connections);
        connections.clear();
        return all;
    }

    List<BackendConnection> all() {
        return connections;
    }

    static int hostgroup(BackendConnection connection) {
        return connection.server().gate().key().hostgroup();
    }
}

package switchboard.mysql.proxy.backend;

import switchboard.api.server.Server;
import switchboard.api.server.ServerStatus;

/** Whether a server may be picked for a session that has no connection to it yet, and if not, why. */
public enum Eligibility {
    ELIGIBLE, NOT_ONLINE, NO_WEIGHT,
    /** max_connections are open and none of them idles on this event loop. */
    FULL;

    /** By its row and state: holds until the servers change. */
    static Eligibility of(Server server) {
        if (server.status() != ServerStatus.ONLINE) {
            return NOT_ONLINE;
        }
        return server.weight() > 0 ? ELIGIBLE : NO_WEIGHT;
    }

    /** By its connections, for one that is {@link #ELIGIBLE} by its row. */
    static Eligibility ofRoom(LoopServer server) {
        return server.count(LoopServer.Count.IDLE) > 0 || server.gate().open() < server.server().maxConnections()
                ? ELIGIBLE
                : FULL;
    }
}

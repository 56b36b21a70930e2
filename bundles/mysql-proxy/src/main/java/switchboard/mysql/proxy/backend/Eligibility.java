package switchboard.mysql.proxy.backend;

import switchboard.api.server.Server;
import switchboard.api.server.ServerStatus;

/** Whether a server may be picked for a session that has no connection to it yet, and if not, why. */
public enum Eligibility {
    ELIGIBLE, NOT_ONLINE, NO_WEIGHT,
    /** Its pings take longer than max_latency_ms. */
    TOO_SLOW,
    /** Its pings take longer than those of the average candidate, and there are mysql-min_num_servers_lantency_awareness. */
    FAR,
    /** max_connections are open and none of them idles on this event loop. */
    FULL;

    private static final long MICROS_OF_MS = 1000;

    /** By its row and state: holds until the servers change. */
    static Eligibility of(Server server) {
        if (server.status() != ServerStatus.ONLINE) {
            return NOT_ONLINE;
        }
        return server.weight() > 0 ? ELIGIBLE : NO_WEIGHT;
    }

    /**
     * By its pings and its connections, for one that is {@link #ELIGIBLE} by its row.
     *
     * @param defaultMaxLatencyMs mysql-default_max_latency_ms
     */
    static Eligibility now(LoopServer server, int defaultMaxLatencyMs) {
        int ownMs = server.server().maxLatencyMs();
        long limitMs = ownMs == 0 ? defaultMaxLatencyMs : ownMs;
        if (server.gate().latencyMicros() > limitMs * MICROS_OF_MS) {
            return TOO_SLOW;
        }
        return server.count(LoopServer.Count.IDLE) > 0 || server.gate().open() < server.server().maxConnections()
                ? ELIGIBLE
                : FULL;
    }
}

package switchboard.api.server;

import java.util.Objects;

/**
 * A server as it runs now: its row and its live state.
 *
 * @param maxReplicationLagSeconds 0 for no limit
 * @param maxLatencyMs 0 for mysql-default_max_latency_ms
 * @param killsConnections of a SHUNNED server: its connections in use are ended, too
 */
public record Server(ServerKey key, int gtidPort, ServerStatus status, int weight, boolean compression,
        int maxConnections, int maxReplicationLagSeconds, boolean useSsl, int maxLatencyMs, String comment,
        boolean killsConnections) {
    public Server {
        Objects.requireNonNull(key);
        Objects.requireNonNull(status);
        Objects.requireNonNull(comment);
    }

    /** A server whose connections in use finish. */
    public Server(ServerKey key, int gtidPort, ServerStatus status, int weight, boolean compression,
            int maxConnections, int maxReplicationLagSeconds, boolean useSsl, int maxLatencyMs, String comment) {
        this(key, gtidPort, status, weight, compression, maxConnections, maxReplicationLagSeconds, useSsl,
                maxLatencyMs, comment, false);
    }

    /** The same server in another state; connections in use finish. */
    public Server with(ServerStatus other) {
        return with(other, false);
    }

    /** The same server in another state. */
    public Server with(ServerStatus other, boolean killing) {
        return new Server(key, gtidPort, other, weight, compression, maxConnections, maxReplicationLagSeconds, useSsl,
                maxLatencyMs, comment, killing);
    }

    /** The same server in another place, or with another weight. */
    public Server at(ServerKey place, int otherWeight) {
        return new Server(place, gtidPort, status, otherWeight, compression, maxConnections, maxReplicationLagSeconds,
                useSsl, maxLatencyMs, comment, killsConnections);
    }
}

package switchboard.api.server;

import java.util.Objects;

/**
 * A server as it runs now: its row and its live state.
 *
 * @param maxReplicationLagSeconds 0 for no limit
 * @param maxLatencyMs 0 for mysql-default_max_latency_ms
 */
public record Server(ServerKey key, int gtidPort, ServerStatus status, int weight, boolean compression,
        int maxConnections, int maxReplicationLagSeconds, boolean useSsl, int maxLatencyMs, String comment) {
    public Server {
        Objects.requireNonNull(key);
        Objects.requireNonNull(status);
        Objects.requireNonNull(comment);
    }

    /** The same server in another state. */
    public Server with(ServerStatus other) {
        return new Server(key, gtidPort, other, weight, compression, maxConnections, maxReplicationLagSeconds, useSsl,
                maxLatencyMs, comment);
    }
}

package switchboard.cluster.wire;

import java.time.Duration;
import switchboard.cluster.peer.PeerTransport.Use;
import switchboard.mysql.protocol.client.ResultLimits;

/**
 * What a peer may cost this node.
 *
 * @param answer how long one answer may take
 * @param silence after so long without a byte the connection is given up, whatever is under way
 */
record PeerLimits(Duration answer, Duration silence, ResultLimits results) {
    private static final PeerLimits CHECKS = new PeerLimits(Duration.ofSeconds(20), Duration.ofDays(1),
            ResultLimits.SMALL); // between checks it is silent
    private static final PeerLimits PULL = new PeerLimits(Duration.ofMinutes(10), Duration.ofSeconds(30),
            new ResultLimits(20_000_000, 1 << 30));

    static PeerLimits of(Use use) {
        return switch (use) {
            case CHECKS -> CHECKS;
            case PULL -> PULL;
        };
    }
}

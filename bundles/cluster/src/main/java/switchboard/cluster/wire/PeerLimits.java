package switchboard.cluster.wire;

import java.time.Duration;
import switchboard.cluster.peer.PeerTransport.Use;
import switchboard.mysql.protocol.client.ResultLimits;

/**
 * What a peer may cost this node.
 *
 * @param answer how long one answer may take
 */
record PeerLimits(Duration answer, ResultLimits results) {
    private static final PeerLimits CHECKS = new PeerLimits(Duration.ofSeconds(20), ResultLimits.SMALL);
    private static final PeerLimits PULL = new PeerLimits(Duration.ofMinutes(10),
            new ResultLimits(20_000_000, 1 << 30));

    static PeerLimits of(Use use) {
        return switch (use) {
            case CHECKS -> CHECKS;
            case PULL -> PULL;
        };
    }
}

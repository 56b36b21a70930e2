package switchboard.cluster.mesh;

import java.util.List;
import java.util.Map;
import switchboard.cluster.decision.Seen;

/**
 * One peer at one moment.
 *
 * @param ours whether it is a Switchboard
 * @param checkAgeMicros since the last check that succeeded; 0 if there was none
 * @param statusAgeMillis since its status was asked; 0 if it never was
 * @param clockSkewMillis by how much its clock is ahead at least
 */
public record PeerView(PeerRow row, boolean reachable, boolean ours, List<Seen> seen, Map<String, Step> steps,
        long checksOk, long checksFailed, long checkAgeMicros, long checkTookMicros, String lastError,
        long clockSkewMillis, PeerStatus status, long statusAgeMillis) {
}

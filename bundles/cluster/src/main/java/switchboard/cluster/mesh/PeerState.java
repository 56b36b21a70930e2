package switchboard.cluster.mesh;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.table.Rows;
import switchboard.cluster.decision.Seen;
import switchboard.cluster.peer.PeerMonitor;

/** One peer as the cluster's thread knows it. */
final class PeerState {
    /** Kept while its key stays in proxysql_servers; weight and comment may change. */
    PeerRow row;
    PeerMonitor monitor;
    final Map<String, Seen> seen = new TreeMap<>();
    private final Map<String, Step> steps = new TreeMap<>();
    private boolean reachable;
    private boolean ours;
    private long checksOk;
    private long checksFailed;
    private long checkedAtNanos;
    private long tookMicros;
    private String lastError = "";
    private long clockSkewMillis;
    private Map<String, ModuleChecksum> equal; // what this node had when the peer had the same of all it has
    private long silentAt;
    private PeerStatus status = PeerStatus.UNKNOWN;

    PeerState(PeerRow row) {
        this.row = row;
    }

    boolean isReachable() {
        return reachable;
    }

    boolean isOurs() {
        return ours;
    }

    long clockSkewMillis() {
        return clockSkewMillis;
    }

    void connected(boolean switchboard) {
        ours = switchboard;
        lastError = "";
    }

    void lost(String why) {
        reachable = false;
        checksFailed++;
        lastError = why;
    }

    void checked(long nanos, long micros) {
        reachable = true;
        checksOk++;
        checkedAtNanos = nanos;
        tookMicros = micros;
    }

    void clockSkew(long millis) {
        clockSkewMillis = millis;
    }

    void status(Rows values, long micros, long nanos) {
        status = PeerStatus.of(values, micros, nanos);
    }

    /** Notes which modules are in step with this node's own. */
    void compare(Map<String, ModuleChecksum> own, long now) {
        seen.forEach((name, there) -> {
            ModuleChecksum here = own.get(name);
            boolean same = here != null && here.checksum().equals(there.value().checksum());
            steps.put(name, Step.next(steps.get(name), same, now));
        });
        steps.keySet().retainAll(seen.keySet());
        equal = steps.values().stream().allMatch(Step::inStep) ? own : null;
    }

    /** Whether the peer had the same of everything when it was last compared with this very object. */
    boolean isInStepWith(Map<String, ModuleChecksum> own) {
        return equal == own;
    }

    /** A check at which nothing had changed on either side. */
    void silent(long now) {
        silentAt = now;
    }

    PeerView view(long nowNanos) {
        return new PeerView(row, reachable, ours, seen.values().stream().map(each -> each.at(silentAt)).toList(),
                Map.copyOf(steps), checksOk, checksFailed,
                checksOk == 0 ? 0 : (nowNanos - checkedAtNanos) / 1000, tookMicros, lastError, clockSkewMillis, status,
                status == PeerStatus.UNKNOWN ? 0 : (nowNanos - status.atNanos()) / 1_000_000);
    }
}

package switchboard.cluster.mesh;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private Map<String, ModuleChecksum> compared; // what this node had when the differences were looked for; or null
    private Set<String> different = Set.of(); // the modules of which the peer has something else than that
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

    /**
     * Notes which modules are in step with this node's own.
     *
     * @return whether others than before differ from it
     */
    boolean compare(Map<String, ModuleChecksum> own, long now) {
        Set<String> before = different(own);
        compared = null; // what was seen may be new
        Set<String> others = different(own);
        seen.keySet().forEach(name -> steps.put(name, Step.next(steps.get(name), !others.contains(name), now)));
        steps.keySet().retainAll(seen.keySet());
        equal = others.isEmpty() ? own : null;
        return !others.equals(before);
    }

    /** The modules of which the peer, when it was last heard, had something else than this. */
    Set<String> different(Map<String, ModuleChecksum> own) {
        if (compared != own) {
            different = seen.isEmpty() ? Set.of() : differences(own);
            compared = own;
        }
        return different;
    }

    private Set<String> differences(Map<String, ModuleChecksum> own) {
        Set<String> found = Set.of();
        for (Map.Entry<String, Seen> each : seen.entrySet()) {
            ModuleChecksum here = own.get(each.getKey());
            if (here == null || !here.checksum().equals(each.getValue().value().checksum())) {
                found = found.isEmpty() ? new HashSet<>() : found;
                found.add(each.getKey());
            }
        }
        return found;
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

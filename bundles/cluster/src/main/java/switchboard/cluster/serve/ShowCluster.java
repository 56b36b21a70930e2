package switchboard.cluster.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import switchboard.api.admin.AdminStatements.Answer;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.cluster.decision.Seen;
import switchboard.cluster.mesh.MeshView;
import switchboard.cluster.mesh.PeerView;
import switchboard.cluster.mesh.Step;
import switchboard.cluster.mesh.Taken;

/** {@code SHOW CLUSTER}: a row for each node and module. Times are unix time in seconds. */
final class ShowCluster {
    private static final List<String> COLUMNS = List.of("node", "module", "version", "epoch", "checksum", "in_step",
            "since", "taken_from", "taken_at", "clock_skew_ms", "last_error");
    private static final String SELF = "self";

    private ShowCluster() {
    }

    static Answer of(MeshView view) {
        List<String[]> rows = new ArrayList<>();
        new TreeMap<>(view.own()).forEach((name, value) -> rows.add(own(view, name, value)));
        for (PeerView peer : view.peers()) {
            if (peer.seen().isEmpty()) {
                rows.add(new String[]{peer.row().address().toString(), null, null, null, null, "unknown", null, null,
                        null, null, peer.lastError()});
            }
            for (Seen seen : peer.seen()) {
                rows.add(peer(view, peer, seen));
            }
        }
        return new Answer.Table(COLUMNS, rows);
    }

    private static String[] own(MeshView view, String name, ModuleChecksum value) {
        Taken taken = view.taken().get(name);
        boolean ever = taken != null && !taken.from().isEmpty();
        return row(SELF, value, step(view, name, view.steps().get(name)), view.steps().get(name),
                ever ? taken.from() : null, ever ? Long.toString(taken.atSeconds()) : null, null,
                taken == null ? "" : taken.error());
    }

    private static String[] peer(MeshView view, PeerView peer, Seen seen) {
        String name = seen.value().name();
        Step step = peer.steps().get(name);
        return row(peer.row().address().toString(), seen.value(),
                peer.reachable() ? step(view, name, step) : "unreachable", step, null, null,
                Long.toString(peer.clockSkewMillis()), peer.lastError());
    }

    private static String step(MeshView view, String name, Step step) {
        if (step == null) {
            return "unknown";
        }
        if (step.inStep()) {
            return "yes";
        }
        return view.conflicts().contains(name) ? "conflict" : "no";
    }

    private static String[] row(String node, ModuleChecksum value, String inStep, Step step, String from, String at,
            String skew, String error) {
        return new String[]{node, value.name(), Long.toString(value.version()), Long.toString(value.epochSeconds()),
                value.checksum(), inStep, step == null ? null : Long.toString(step.since()), from, at, skew, error};
    }
}

package switchboard.topology.check;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import switchboard.api.check.CheckResult;
import switchboard.topology.Node;

/** How many checks in a row each node has missed. Any thread. */
public final class MissedChecks {
    private final Map<Node, Integer> missed = new ConcurrentHashMap<>();

    /** Counts a timeout as missed; everything else, be it an error, is an answer. */
    public void note(CheckResult result) {
        if (result.timedOut()) {
            missed.merge(Targets.node(result), 1, (before, one) -> before == Integer.MAX_VALUE ? before : before + one);
        } else {
            missed.remove(Targets.node(result));
        }
    }

    public int count(Node node) {
        return missed.getOrDefault(node, 0);
    }

    /** Forgets nodes that are no longer configured. */
    public void keepOnly(Collection<Node> known) {
        missed.keySet().retainAll(known);
    }
}

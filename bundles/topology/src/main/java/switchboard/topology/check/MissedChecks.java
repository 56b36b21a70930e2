package switchboard.topology.check;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import switchboard.topology.Node;

/** How many checks in a row each node has missed. Any thread. */
public final class MissedChecks {
    private final Map<Node, Integer> missed = new ConcurrentHashMap<>();

    /** Counts one more; returns how many there are in a row. */
    public int miss(Node node) {
        return missed.merge(node, 1, (before, one) -> before == Integer.MAX_VALUE ? before : before + one);
    }

    /** It has answered, be it with an error. */
    public void answer(Node node) {
        missed.remove(node);
    }

    public int count(Node node) {
        return missed.getOrDefault(node, 0);
    }

    /** Forgets nodes that are no longer configured. */
    public void keepOnly(Collection<Node> known) {
        missed.keySet().retainAll(known);
    }
}

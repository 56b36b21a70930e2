package switchboard.group.replication;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import switchboard.topology.Node;

/** How long each member has been behind. Any thread. */
final class LagCounts {
    private final Map<Node, Lag> lags = new ConcurrentHashMap<>();

    /** Takes one answer of a member that the lag rule is for. */
    void sample(Node node, boolean behind, int softAt) {
        lags.compute(node, (any, lag) -> (lag == null ? Lag.NONE : lag).after(behind, softAt));
    }

    /** The rule is no longer for it. */
    void forget(Node node) {
        lags.remove(node);
    }

    /** Forgets members that are no longer configured. */
    void keepOnly(Collection<Node> known) {
        lags.keySet().retainAll(known);
    }

    Optional<Lag> find(Node node) {
        return Optional.ofNullable(lags.get(node));
    }
}

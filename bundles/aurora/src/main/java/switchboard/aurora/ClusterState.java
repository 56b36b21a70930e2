package switchboard.aurora;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import switchboard.topology.Node;

/**
 * What is known of one cluster between two rounds. Called by one thread at a time: that of the cluster's group.
 */
final class ClusterState {
    private final Map<String, LagWindow> lags = new HashMap<>(); // by server id
    private Node lastAsked;
    private Node lastGood;
    private int failuresInARow;

    /** Whom to ask: after a failure whoever answered last, or else another; otherwise anybody. */
    Node choose(List<Node> nodes, RandomGenerator random) {
        List<Node> others = nodes.stream().filter(node -> failuresInARow == 0 || !node.equals(lastAsked)).toList();
        List<Node> from = others.isEmpty() ? nodes : others;
        boolean triesLastGood = failuresInARow == 1 && from.contains(lastGood);
        lastAsked = triesLastGood ? lastGood : from.get(random.nextInt(from.size()));
        return lastAsked;
    }

    /** An answer; returns the estimated lag of each server in it, in milliseconds by id. */
    Map<String, Long> answered(Node node, List<Replica> replicas, AuroraRow.Lag rule) {
        lastGood = node;
        failuresInARow = 0;
        lags.keySet().retainAll(replicas.stream().map(Replica::serverId).toList());
        Map<String, Long> estimates = new HashMap<>();
        for (Replica replica : replicas) {
            LagWindow window = lags.merge(replica.serverId(), LagWindow.EMPTY.with(replica.lagMs(), rule),
                    (before, one) -> before.with(replica.lagMs(), rule));
            estimates.put(replica.serverId(), window.estimateMs(rule));
        }
        return estimates;
    }

    /** Returns how many failures there were in a row. */
    int failed() {
        return ++failuresInARow;
    }
}

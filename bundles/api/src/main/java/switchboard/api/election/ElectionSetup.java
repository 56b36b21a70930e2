package switchboard.api.election;

import java.util.List;
import java.util.Objects;

/**
 * Who takes part, alike on all candidates.
 *
 * @param cluster the cluster's name; what candidates of another one say is not understood
 * @param self the name of this node, one of the candidates
 * @param secret what only the candidates know: who does not know it can neither join nor listen
 */
public record ElectionSetup(String cluster, String self, List<Candidate> candidates, String secret) {
    public ElectionSetup {
        Objects.requireNonNull(cluster);
        Objects.requireNonNull(self);
        Objects.requireNonNull(secret);
        candidates = List.copyOf(candidates);
    }

    /** The same, whatever the weights are. */
    public ElectionSetup unweighted() {
        return new ElectionSetup(cluster, self, candidates.stream()
                .map(each -> new Candidate(each.name(), each.hostname(), each.port(), 1)).toList(), secret);
    }

    /**
     * A node that may become primary.
     *
     * @param name as others are told: {@code db1:6032}
     * @param port of the election, TCP
     * @param weight above 0; of those that a majority sees the highest one is primary
     */
    public record Candidate(String name, String hostname, int port, long weight) {
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ElectionSetup[" + cluster + ", " + self + ", " + candidates + "]";
    }
}

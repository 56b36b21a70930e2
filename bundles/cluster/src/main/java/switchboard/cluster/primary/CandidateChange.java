package switchboard.cluster.primary;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import switchboard.api.table.Rows;
import switchboard.cluster.mesh.PeerRow;

/**
 * A change of who is candidate. One at a time: so each majority of the old candidates has a node in common with each of the
 * new ones, and what was acknowledged is known to whoever is primary next (Ongaro, Consensus, 4.1). The next change is
 * taken when a majority goes by the last one, since only then there is a primary.
 */
record CandidateChange(Set<String> added, Set<String> removed) {
    /**
     * From the candidates to those of another table.
     *
     * @param candidates their names, now; not empty
     */
    static CandidateChange of(Set<String> candidates, Rows servers) {
        Set<String> next = PeerRow.of(servers).stream().filter(row -> row.weight() > 0)
                .map(row -> row.address().toString()).collect(Collectors.toSet());
        Set<String> added = new TreeSet<>(next);
        added.removeAll(candidates);
        Set<String> removed = new TreeSet<>(candidates);
        removed.removeAll(next);
        return new CandidateChange(added, removed);
    }

    boolean isNone() {
        return added.isEmpty() && removed.isEmpty();
    }

    /** Why it is not taken, and what to do instead; empty if it is. */
    String refusal() {
        if (added.size() + removed.size() <= 1) {
            return "";
        }
        return "it would change more than one candidate at once (new: " + listed(added) + "; no longer: "
                + listed(removed) + "), and what was acknowledged could be lost. Give one node a weight above 0, or "
                + "one the weight 0, in proxysql_servers, LOAD PROXYSQL SERVERS TO RUNTIME on the primary, and do "
                + "the same with the next when SHOW CLUSTER PRIMARY shows a primary that takes LOADs; one that takes "
                + "another's place is added before that is removed";
    }

    private static String listed(Set<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}

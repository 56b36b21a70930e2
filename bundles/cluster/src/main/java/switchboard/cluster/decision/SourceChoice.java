package switchboard.cluster.decision;

import java.util.Collection;
import java.util.Comparator;

/**
 * From whom to take a module: of all peers that were loaded since they started, from the one loaded last; only when it
 * has differed long enough, else from nobody at this check (ProxySQL 2.7.1, cluster 3).
 */
public sealed interface SourceChoice {
    /** No peer has anything. */
    record Nobody() implements SourceChoice {
    }

    /** The newest one has not differed long enough. */
    record NotYet(Candidate newest, long otherwiseEpoch) implements SourceChoice {
    }

    record From(Candidate source) implements SourceChoice {
    }

    Comparator<Candidate> NEWEST = Comparator.comparing((Candidate each) -> each.seen().value(), SyncRule.PRECEDENCE)
            .thenComparing(Candidate::peer, Comparator.reverseOrder());

    /** @param peers in any order: unlike ProxySQL's, the choice does not depend on it */
    static SourceChoice among(Collection<Candidate> peers, SyncRule rule) {
        Candidate newest = null;
        Candidate ready = null;
        for (Candidate each : peers) {
            if (each.seen().value().version() > 1) {
                newest = newer(newest, each);
                if (rule.diffs() > 0 && each.seen().diffCheck() >= rule.diffs()) {
                    ready = newer(ready, each);
                }
            }
        }
        if (ready == null) {
            return new Nobody();
        }
        long readyEpoch = ready.seen().value().epochSeconds();
        return newest.seen().value().epochSeconds() > readyEpoch ? new NotYet(newest, readyEpoch) : new From(ready);
    }

    private static Candidate newer(Candidate known, Candidate each) {
        return known == null || NEWEST.compare(each, known) > 0 ? each : known;
    }
}

package switchboard.cluster.election;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import switchboard.api.election.ElectionSetup;
import switchboard.api.election.ElectionSetup.Candidate;

/**
 * Who should be primary: of the candidates that are seen the one with the highest weight. One that is gone is replaced at
 * once; one that is there only after the better one has been there for a while.
 */
final class Designation {
    /** When none was ever primary: whom else may still come. */
    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final long BETTER_NANOS = 2_000_000_000L;
    /** Equal weights: the first name counts, so that it does not change. */
    private static final Comparator<Candidate> BEST = Comparator.comparingLong(Candidate::weight)
            .thenComparing(Candidate::name, Comparator.reverseOrder());

    private final ElectionSetup setup;
    private String awaited = "";
    private long since;

    Designation(ElectionSetup setup) {
        this.setup = setup;
    }

    /**
     * Whom to name now, if another one than {@code current}. For the leader of the log.
     *
     * @param seen names of candidates, a majority of them
     * @param current the primary, or empty
     */
    Optional<String> next(Set<String> seen, String current, long nowNanos) {
        String best = setup.candidates().stream().filter(each -> seen.contains(each.name())).max(BEST)
                .map(Candidate::name).orElse(current);
        if (best.equals(current)) {
            awaited = "";
            return Optional.empty();
        }
        if (!best.equals(awaited)) {
            awaited = best;
            since = nowNanos;
        }
        boolean all = seen.size() >= setup.candidates().size();
        long wait = current.isEmpty() ? all ? 0 : FIRST_NANOS : seen.contains(current) ? BETTER_NANOS : 0;
        return nowNanos - since >= wait ? Optional.of(best) : Optional.empty();
    }

    /** It is not for this node to say. */
    void forget() {
        awaited = "";
    }
}

package switchboard.query.digest.statistics;

import java.util.List;
import java.util.function.Function;

/**
 * What versions of this bundle say to each other while two of them live. JDK types only, for they share no classes:
 * {@code "stop"} stops counting and gives no rows; {@code "take"} takes all counters away and gives them as rows of 14
 * values (Integer hostgroup, String schema, user, client address, Long digest, String text, Long count, first and last
 * seen, sum, minimum and maximum of microseconds, rows affected, rows sent).
 */
final class DigestHandover implements Function<String, List<Object[]>> {
    /** Service property and its value by which versions find each other; changed when the rows change. */
    static final String PROPERTY = "switchboard.handover";
    static final String VALUE = "query-digest/1";
    static final String STOP = "stop";
    static final String TAKE = "take";

    private final DigestStatistics statistics;
    private final CountingGate gate;

    DigestHandover(DigestStatistics statistics, CountingGate gate) {
        this.statistics = statistics;
        this.gate = gate;
    }

    @Override
    public List<Object[]> apply(String request) {
        return switch (request) {
            case STOP -> {
                gate.stop();
                yield List.of();
            }
            case TAKE -> statistics.take();
            default -> throw new IllegalArgumentException("unknown request " + request);
        };
    }
}

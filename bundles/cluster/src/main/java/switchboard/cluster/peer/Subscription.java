package switchboard.cluster.peer;

import java.util.List;
import java.util.Optional;
import switchboard.api.table.Rows;

/**
 * A question that is answered when there is something new, and the answer.
 *
 * @param globalChecksum as of GLOBAL_CHECKSUM
 * @param primary whom the peer calls the primary, or empty
 * @param designation of two primaries the greater one is the later
 * @param waited whether there was nothing new
 */
public record Subscription(String globalChecksum, String primary, long designation, boolean waited) {
    /** What the question begins with: {@code PROXYSQL CLUSTER_WAIT '4711' 3 15000}: what is known, milliseconds. */
    public static final String COMMAND = "PROXYSQL CLUSTER_WAIT ";
    public static final List<String> COLUMNS = List.of("global_checksum", "primary", "designation", "waited");
    /** Below the time after which a peer that says nothing counts as lost. */
    public static final int LONGEST_WAIT_MS = 15_000;
    private static final int LONGEST_TEXT = 300;

    static String question(String globalChecksum, long designation) {
        return COMMAND + "'" + globalChecksum.replace("'", "") + "' " + designation + ' ' + LONGEST_WAIT_MS;
    }

    /** Empty if it makes no sense. */
    static Optional<Subscription> of(Rows answer) {
        if (!answer.columns().equals(COLUMNS) || answer.size() != 1) {
            return Optional.empty();
        }
        String[] row = answer.values().getFirst();
        for (String value : row) {
            if (value == null || value.length() > LONGEST_TEXT) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(new Subscription(row[0], row[1], Long.parseLong(row[2]), row[3].equals("1")));
        } catch (NumberFormatException nonsense) {
            return Optional.empty();
        }
    }
}

package switchboard.cluster.peer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.table.Rows;

/**
 * A question that is answered when there is something new, and the answer.
 *
 * @param globalChecksum as of GLOBAL_CHECKSUM
 * @param primary whom the peer calls the primary, or empty
 * @param designation of two primaries the greater one is the later
 * @param waited whether there was nothing new
 * @param checksums of the peer's modules
 */
public record Subscription(String globalChecksum, String primary, long designation, boolean waited,
        List<ModuleChecksum> checksums) {
    /** What the question begins with: {@code PROXYSQL CLUSTER_WAIT '4711' 3 15000}: what is known, milliseconds. */
    public static final String COMMAND = "PROXYSQL CLUSTER_WAIT ";
    private static final List<String> COLUMNS = List.of("global_checksum", "primary", "designation", "waited",
            "checksums");
    /** Below the time after which a peer that says nothing counts as lost. */
    public static final int LONGEST_WAIT_MS = 15_000;
    private static final int LONGEST_TEXT = 300;
    private static final int LONGEST_LIST = 1 << 16;
    private static final String BETWEEN_ROWS = "\n";
    private static final String BETWEEN_VALUES = " ";

    public Subscription {
        checksums = List.copyOf(checksums);
    }

    static String question(String globalChecksum, long designation) {
        return COMMAND + "'" + globalChecksum.replace("'", "") + "' " + designation + ' ' + LONGEST_WAIT_MS;
    }

    /** No row, which no peer takes for an answer: it asks at intervals then. */
    public static Rows refusal() {
        return new Rows(COLUMNS, List.of());
    }

    /** As it is sent. */
    public Rows answer() {
        String list = waited
                ? ""
                : ChecksumRows.of(checksums).stream().map(row -> String.join(BETWEEN_VALUES, row))
                        .collect(Collectors.joining(BETWEEN_ROWS));
        return new Rows(COLUMNS, List.<String[]>of(new String[]{globalChecksum, primary, Long.toString(designation),
                waited ? "1" : "0", list}));
    }

    /** Empty if it makes no sense. */
    static Optional<Subscription> of(Rows answer) {
        if (!answer.columns().equals(COLUMNS) || answer.size() != 1) {
            return Optional.empty();
        }
        String[] row = answer.values().getFirst();
        for (int i = 0; i < row.length; i++) {
            if (row[i] == null || row[i].length() > (i == row.length - 1 ? LONGEST_LIST : LONGEST_TEXT)) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(new Subscription(row[0], row[1], Long.parseLong(row[2]), row[3].equals("1"),
                    list(row[4])));
        } catch (NumberFormatException | PeerException nonsense) {
            return Optional.empty();
        }
    }

    private static List<ModuleChecksum> list(String text) throws PeerException {
        if (text.isEmpty()) {
            return List.of();
        }
        return ChecksumRows.read(new Rows(ChecksumRows.COLUMNS, Arrays.stream(text.split(BETWEEN_ROWS))
                .map(row -> Arrays.copyOf(row.split(BETWEEN_VALUES), ChecksumRows.COLUMNS.size())).toList()));
    }
}

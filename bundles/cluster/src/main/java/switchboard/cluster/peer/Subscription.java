package switchboard.cluster.peer;

import java.util.ArrayList;
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
 * @param carried rows, if the question was for them too
 */
public record Subscription(String globalChecksum, String primary, long designation, boolean waited,
        List<ModuleChecksum> checksums, CarriedRows carried) {
    /**
     * What the question begins with: {@code PROXYSQL CLUSTER_WAIT '4711' 3 15000 ROWS}: what is known, milliseconds, and
     * whether few rows of a changed module are to come along. With them the answer is wider: in its first row the module's
     * name is the sixth value, the other rows are those of its tables.
     */
    public static final String COMMAND = "PROXYSQL CLUSTER_WAIT ";
    public static final String WITH_ROWS = " ROWS";
    private static final String MODULE = "module";
    private static final List<String> COLUMNS = List.of("global_checksum", "primary", "designation", "waited",
            "checksums");
    private static final List<String> WIDE = List.of("global_checksum", "primary", "designation", "waited", "checksums",
            MODULE);
    /** Below the time after which a peer that says nothing counts as lost. */
    public static final int LONGEST_WAIT_MS = 15_000;
    private static final int LONGEST_TEXT = 300;
    private static final int LONGEST_LIST = 1 << 16;
    private static final String BETWEEN_ROWS = "\n";
    private static final String BETWEEN_VALUES = " ";

    public Subscription {
        checksums = List.copyOf(checksums);
    }

    /** One without rows. */
    public Subscription(String globalChecksum, String primary, long designation, boolean waited,
            List<ModuleChecksum> checksums) {
        this(globalChecksum, primary, designation, waited, checksums, CarriedRows.NONE);
    }

    static String question(String globalChecksum, long designation, boolean rows) {
        return COMMAND + "'" + globalChecksum.replace("'", "") + "' " + designation + ' ' + LONGEST_WAIT_MS
                + (rows ? WITH_ROWS : "");
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
        String[] row = {globalChecksum, primary, Long.toString(designation), waited ? "1" : "0", list};
        return carried.module().isEmpty() ? new Rows(COLUMNS, List.<String[]>of(row)) : wide(row);
    }

    private Rows wide(String[] row) {
        List<String> columns = new ArrayList<>(WIDE);
        for (int i = columns.size(); i < carried.rows().columns().size(); i++) {
            columns.add("value" + i);
        }
        List<String[]> values = new ArrayList<>();
        String[] first = Arrays.copyOf(row, columns.size());
        first[row.length] = carried.module();
        values.add(first);
        carried.rows().values().forEach(each -> values.add(Arrays.copyOf(each, columns.size())));
        return new Rows(columns, values);
    }

    /** Empty if it makes no sense. */
    static Optional<Subscription> of(Rows answer) {
        boolean rows = answer.columns().size() >= WIDE.size()
                && answer.columns().subList(0, WIDE.size()).equals(WIDE);
        if (rows ? answer.size() < 1 : !answer.columns().equals(COLUMNS) || answer.size() != 1) {
            return Optional.empty();
        }
        String[] row = answer.values().getFirst();
        for (int i = 0; i < (rows ? WIDE.size() : row.length); i++) {
            if (row[i] == null || row[i].length() > (i == COLUMNS.size() - 1 ? LONGEST_LIST : LONGEST_TEXT)) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(new Subscription(row[0], row[1], Long.parseLong(row[2]), row[3].equals("1"),
                    list(row[4]), rows ? carried(row[COLUMNS.size()], answer) : CarriedRows.NONE));
        } catch (NumberFormatException | PeerException nonsense) {
            return Optional.empty();
        }
    }

    private static CarriedRows carried(String module, Rows answer) {
        return new CarriedRows(module, new Rows(answer.columns(), answer.values().subList(1, answer.size())));
    }

    private static List<ModuleChecksum> list(String text) throws PeerException {
        if (text.isEmpty()) {
            return List.of();
        }
        return ChecksumRows.read(new Rows(ChecksumRows.COLUMNS, Arrays.stream(text.split(BETWEEN_ROWS))
                .map(row -> Arrays.copyOf(row.split(BETWEEN_VALUES), ChecksumRows.COLUMNS.size())).toList()));
    }
}

package switchboard.cluster.peer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.table.Rows;

/** A peer's runtime_checksums_values: name, version, epoch, checksum. Nothing of it is believed before it is looked at. */
public final class ChecksumRows {
    /** ProxySQL's statement. */
    public static final String QUESTION = "SELECT * FROM runtime_checksums_values ORDER BY name";
    public static final List<String> COLUMNS = List.of("name", "version", "epoch", "checksum");
    private static final int MOST_ROWS = 256;
    private static final int LONGEST_TEXT = 64;

    private ChecksumRows() {
    }

    /** Rows as they are sent. */
    public static List<String[]> of(List<ModuleChecksum> values) {
        return values.stream().map(each -> new String[]{each.name(), Long.toString(each.version()),
                Long.toString(each.epochSeconds()), each.checksum()}).toList();
    }

    /** @throws PeerException if they are none */
    static List<ModuleChecksum> read(Rows answer) throws PeerException {
        if (!answer.columns().equals(COLUMNS) || answer.size() > MOST_ROWS) {
            throw nonsense(answer.columns() + " and " + answer.size() + " rows");
        }
        List<ModuleChecksum> values = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String[] row : answer.values()) {
            if (row[0] == null || row[3] == null || row[0].length() > LONGEST_TEXT || row[3].length() > LONGEST_TEXT
                    || !names.add(row[0])) {
                throw nonsense("a name or checksum that is none");
            }
            values.add(new ModuleChecksum(row[0], number(row[1]), number(row[2]), row[3]));
        }
        return values;
    }

    private static long number(String text) throws PeerException {
        try {
            long number = Long.parseLong(String.valueOf(text));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw nonsense("a version or epoch that is no number");
        }
        throw nonsense("a version or epoch below 0");
    }

    private static PeerException nonsense(String what) {
        return new PeerException("no answer to make sense of: " + what, false);
    }
}

package switchboard.config.store.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import switchboard.api.config.ConfigHistory.Change;
import switchboard.api.config.ConfigHistory.Listing;
import switchboard.api.config.ConfigHistory.VersionRow;
import switchboard.api.table.Rows;
import switchboard.config.store.rows.RowDiff;
import switchboard.config.store.rows.TableShare;
import switchboard.config.store.shape.Column;

/** A version's rows for an administrator. */
public final class VersionListing {
    private VersionListing() {
    }

    /** Table by table: what was removed, then all rows, with what became of each since the version before. */
    public static Listing<VersionRow> of(LoadHistory.Content content, Map<String, TableShare> shares, int most) {
        List<VersionRow> lines = new ArrayList<>();
        long omitted = 0;
        for (Map.Entry<String, Rows> table : content.rows().entrySet()) {
            TableShare share = shares.get(table.getKey());
            if (share == null) {
                continue; // a table whose module is stopped: nobody says which of its values are secret
            }
            Rows before = content.before() == null ? null : content.before().get(table.getKey());
            List<VersionRow> rows = table(content.version().module(), share, table.getValue(), before);
            int room = Math.min(rows.size(), most - lines.size());
            lines.addAll(rows.subList(0, room));
            omitted += rows.size() - room;
        }
        return new Listing<>(lines, omitted);
    }

    /** Rows of a version by the table's columns of today: a new one has its default, one that is gone is left out. */
    public static Rows asDefined(Rows rows, TableShare share) {
        List<String> names = share.shape().columnNames();
        if (rows.columns().equals(names)) {
            return rows;
        }
        List<String[]> found = new ArrayList<>(rows.size());
        for (String[] row : rows.values()) {
            String[] defined = new String[names.size()];
            for (int i = 0; i < defined.length; i++) {
                Column column = share.shape().columns().get(i);
                int at = rows.columns().indexOf(column.name());
                defined[i] = at < 0 ? column.defaultValue() : row[at];
            }
            found.add(defined);
        }
        return new Rows(names, found);
    }

    private static List<VersionRow> table(String module, TableShare share, Rows kept, Rows before) {
        List<String[]> rows = asDefined(kept, share).values();
        List<String[]> former = before == null ? rows : asDefined(before, share).values();
        int[] key = share.shape().key();
        RowDiff diff = RowDiff.between(former, rows, share.shape());
        Set<List<String>> was = new HashSet<>();
        diff.removed().forEach(row -> was.add(RowDiff.keyOf(row, key)));
        Set<List<String>> differs = new HashSet<>();
        diff.added().forEach(row -> differs.add(RowDiff.keyOf(row, key)));
        RowText text = new RowText(share);
        List<VersionRow> lines = new ArrayList<>();
        for (String[] row : diff.removed()) {
            if (!differs.contains(RowDiff.keyOf(row, key))) {
                lines.add(line(module, share, text, Change.REMOVED, row));
            }
        }
        List<String[]> ordered = new ArrayList<>(rows);
        ordered.sort((one, other) -> compare(one, other, key));
        for (String[] row : ordered) {
            List<String> rowKey = RowDiff.keyOf(row, key);
            Change change = !differs.contains(rowKey)
                    ? Change.KEPT
                    : was.contains(rowKey) ? Change.CHANGED : Change.ADDED;
            lines.add(line(module, share, text, change, row));
        }
        return lines;
    }

    private static VersionRow line(String module, TableShare share, RowText text, Change change, String[] row) {
        return new VersionRow(module, share.name(), change, text.key(row), text.values(row));
    }

    /** By the key, numbers as numbers: changes were kept without an order. */
    private static int compare(String[] one, String[] other, int[] key) {
        for (int column : key) {
            int order = compare(one[column], other[column]);
            if (order != 0) {
                return order;
            }
        }
        return Arrays.compare(one, other, (a, b) -> compare(a, b));
    }

    private static int compare(String one, String other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        boolean numbers = one.matches("\\d{1,18}") && other.matches("\\d{1,18}");
        return numbers ? Long.compare(Long.parseLong(one), Long.parseLong(other)) : one.compareTo(other);
    }
}

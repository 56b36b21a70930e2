package switchboard.config.store.rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import switchboard.config.store.shape.TableShape;

/** What a table shall hold after a copy into rows that stay. */
public final class RowMerge {
    private RowMerge() {
    }

    /**
     * SQLite's INSERT OR REPLACE of all incoming rows: each takes the place of every row that shares one of its keys. A
     * key with NULL in it is nobody's.
     */
    public static List<String[]> replace(List<String[]> present, List<String[]> incoming, TableShape shape) {
        List<Set<List<String>>> taken = new ArrayList<>();
        List<int[]> keys = shape.keys();
        keys.forEach(key -> taken.add(new HashSet<>()));
        List<String[]> result = new ArrayList<>();
        for (int i = incoming.size() - 1; i >= 0; i--) { // backwards: of two with one key the last one stays
            addIfFree(incoming.get(i), keys, taken, result);
        }
        Collections.reverse(result);
        List<String[]> kept = new ArrayList<>();
        present.forEach(row -> addIfFree(row, keys, taken, kept));
        kept.addAll(result);
        return kept;
    }

    /** SQLite's INSERT OR IGNORE: only rows none of whose keys is there yet are added. */
    public static List<String[]> ignore(List<String[]> present, List<String[]> incoming, TableShape shape) {
        return replace(incoming, present, shape);
    }

    /**
     * The rows that are switched off: {@code active} is 0. Runtime never has them, so a SAVE from runtime leaves them as
     * they are, unless a running row has their key (ProxySQL does so for mysql_users, in its way: {@code active=0} for
     * all, then REPLACE; here it holds for every table with such a column).
     */
    public static List<String[]> inactive(List<String[]> rows, TableShape shape) {
        int active = shape.indexOf("active");
        return active < 0 ? List.of() : rows.stream().filter(row -> "0".equals(row[active])).toList();
    }

    private static void addIfFree(String[] row, List<int[]> keys, List<Set<List<String>>> taken,
            List<String[]> result) {
        List<List<String>> rowKeys = keys.stream().map(key -> RowDiff.keyOf(row, key)).toList();
        for (int i = 0; i < rowKeys.size(); i++) {
            if (!rowKeys.get(i).contains(null) && taken.get(i).contains(rowKeys.get(i))) {
                return;
            }
        }
        for (int i = 0; i < rowKeys.size(); i++) {
            taken.get(i).add(rowKeys.get(i));
        }
        result.add(row);
    }
}

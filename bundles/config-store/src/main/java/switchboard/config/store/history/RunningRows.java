package switchboard.config.store.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import switchboard.config.store.rows.RowDiff;
import switchboard.config.store.shape.TableShape;

/**
 * Rows of runtime and of another layer, brought to one form before they are compared: what only looks different is no
 * difference.
 *
 * <p>Runtime has no rows that are switched off, no NULL where a table shows {@code ''}, and of {@code mysql_users} one row
 * for each side of an account (ProxySQL 2.7, runtime_mysql_users).
 */
final class RunningRows {
    private static final String NONE = "0";
    private static final String YES = "1";

    private final int active;
    private final int frontend;
    private final int backend;

    RunningRows(TableShape shape) {
        active = shape.indexOf("active");
        frontend = shape.indexOf("frontend");
        backend = shape.indexOf("backend");
    }

    /** The rows of main, disk or file that could run, in the form of {@link #ofRuntime}. */
    List<String[]> ofOther(List<String[]> rows) {
        List<String[]> found = new ArrayList<>(rows.size());
        for (String[] row : rows) {
            if (active < 0 || !NONE.equals(row[active])) {
                found.add(row);
            }
        }
        return joined(found);
    }

    /** The running rows; NULL or '' is what {@code other} has in the row of the same key, if it has one of the two. */
    List<String[]> ofRuntime(List<String[]> rows, List<String[]> other, int[] key) {
        List<String[]> joined = joined(rows);
        Map<List<String>, String[]> byKey = HashMap.newHashMap(other.size());
        other.forEach(row -> byKey.put(RowDiff.keyOf(row, key), row));
        List<String[]> found = new ArrayList<>(joined.size());
        for (String[] row : joined) {
            String[] twin = byKey.get(RowDiff.keyOf(row, key));
            found.add(twin == null ? row : withEmptiesOf(row, twin));
        }
        return found;
    }

    private static String[] withEmptiesOf(String[] row, String[] twin) {
        String[] result = row;
        for (int i = 0; i < row.length; i++) {
            boolean bothEmpty = isEmpty(row[i]) && isEmpty(twin[i]);
            if (bothEmpty && !Objects.equals(row[i], twin[i])) {
                result = result == row ? row.clone() : result;
                result[i] = twin[i];
            }
        }
        return result;
    }

    private static boolean isEmpty(String value) {
        return value == null || value.isEmpty();
    }

    /** Makes one row of the two sides of an account that are equal in all else. */
    private List<String[]> joined(List<String[]> rows) {
        if (frontend < 0 || backend < 0) {
            return rows;
        }
        Map<List<String>, String[]> backends = new HashMap<>();
        for (String[] row : rows) {
            if (YES.equals(row[backend]) && NONE.equals(row[frontend])) {
                backends.put(sidelessOf(row), row);
            }
        }
        List<String[]> found = new ArrayList<>();
        for (String[] row : rows) {
            if (YES.equals(row[frontend]) && NONE.equals(row[backend]) && backends.remove(sidelessOf(row)) != null) {
                String[] whole = row.clone();
                whole[backend] = YES;
                found.add(whole);
            } else if (!YES.equals(row[backend]) || YES.equals(row[frontend])) {
                found.add(row);
            }
        }
        found.addAll(backends.values());
        return found;
    }

    private List<String> sidelessOf(String[] row) {
        String[] copy = row.clone();
        copy[frontend] = YES;
        copy[backend] = YES;
        return Arrays.asList(copy);
    }
}

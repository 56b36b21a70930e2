package switchboard.config.store.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import switchboard.config.store.shape.TableShape;

/**
 * What turns one set of rows into another. A changed row is removed and added, so that no key is ever held twice.
 *
 * @param removed rows to delete, by their key
 * @param added rows to insert
 */
public record RowDiff(List<String[]> removed, List<String[]> added) {

    /** The difference. A wanted row whose key is still to be counted is new. */
    public static RowDiff between(List<String[]> present, List<String[]> wanted, TableShape shape) {
        int[] key = shape.key();
        int begin = equalFirst(present, wanted);
        int end = equalLast(present, wanted, begin);
        List<String[]> gone = present.subList(begin, present.size() - end);
        List<String[]> come = wanted.subList(begin, wanted.size() - end);
        return gone.isEmpty() || come.isEmpty() ? new RowDiff(gone, come) : ofRest(gone, come, key, shape);
    }

    private static int equalFirst(List<String[]> present, List<String[]> wanted) {
        int most = Math.min(present.size(), wanted.size());
        int count = 0;
        while (count < most && Arrays.equals(present.get(count), wanted.get(count))) {
            count++;
        }
        return count;
    }

    private static int equalLast(List<String[]> present, List<String[]> wanted, int begin) {
        int most = Math.min(present.size(), wanted.size()) - begin;
        int count = 0;
        while (count < most && Arrays.equals(present.get(present.size() - 1 - count),
                wanted.get(wanted.size() - 1 - count))) {
            count++;
        }
        return count;
    }

    /** Both are listed in one order, so that few rows are left to be found by their keys when few have changed. */
    private static RowDiff ofRest(List<String[]> present, List<String[]> wanted, int[] key, TableShape shape) {
        Map<List<String>, String[]> missing = LinkedHashMap.newLinkedHashMap(wanted.size());
        List<String[]> uncounted = new ArrayList<>();
        for (String[] row : wanted) {
            if (isUncounted(row, key, shape)) {
                uncounted.add(row);
            } else {
                missing.put(keyOf(row, key), row);
            }
        }
        List<String[]> removed = new ArrayList<>();
        for (String[] row : present) {
            List<String> rowKey = keyOf(row, key);
            if (Arrays.equals(row, missing.get(rowKey))) {
                missing.remove(rowKey);
            } else {
                removed.add(row);
            }
        }
        List<String[]> added = new ArrayList<>(missing.values());
        added.addAll(uncounted);
        return new RowDiff(removed, added);
    }

    private static boolean isUncounted(String[] row, int[] key, TableShape shape) {
        return key.length == 1 && row[key[0]] == null && shape.columns().get(key[0]).counter();
    }

    /** The row's values in the columns of a key. */
    public static List<String> keyOf(String[] row, int[] key) {
        if (key.length == 1) {
            return Arrays.asList(row[key[0]]);
        }
        String[] values = new String[key.length];
        for (int i = 0; i < key.length; i++) {
            values[i] = row[key[i]];
        }
        return Arrays.asList(values);
    }

    /** About how many bytes its rows have. */
    public long bytes() {
        long bytes = 0;
        for (List<String[]> rows : List.of(removed, added)) {
            for (String[] row : rows) {
                for (String value : row) {
                    bytes += value == null ? 1 : value.length() + 1L;
                }
            }
        }
        return bytes;
    }
}

package switchboard.config.store.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import switchboard.api.table.Rows;

/**
 * What a version keeps of a table: against the version before, or all of it as added rows.
 *
 * @param removed whole rows
 * @param added whole rows
 */
record TableChange(List<String> columns, List<String[]> removed, List<String[]> added) {
    static TableChange whole(Rows rows) {
        return new TableChange(rows.columns(), List.of(), rows.values());
    }

    boolean isEmpty() {
        return removed.isEmpty() && added.isEmpty();
    }

    /** How many rows were added, removed or changed. */
    long rows() {
        return Math.max(removed.size(), added.size());
    }

    /** The table after the change, the new rows at its end. */
    Rows on(Rows before) {
        Set<List<String>> gone = HashSet.newHashSet(removed.size());
        removed.forEach(row -> gone.add(Arrays.asList(row)));
        List<String[]> rows = new ArrayList<>(before.size() + added.size());
        for (String[] row : before.values()) {
            if (!gone.contains(Arrays.asList(row))) {
                rows.add(row);
            }
        }
        rows.addAll(added);
        return new Rows(columns, rows);
    }
}

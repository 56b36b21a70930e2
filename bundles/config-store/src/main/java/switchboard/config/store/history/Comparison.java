package switchboard.config.store.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import switchboard.api.config.ConfigHistory.Change;
import switchboard.api.config.ConfigHistory.Difference;
import switchboard.api.config.Layer;
import switchboard.config.store.rows.RowDiff;
import switchboard.config.store.rows.TableShare;

/** Says how two sets of a table's rows differ, in the order of the rows. */
public final class Comparison {
    private final String module;
    private final TableShare share;
    private final RowText text;
    private final List<Difference> found = new ArrayList<>();

    public Comparison(String module, TableShare share) {
        this.module = module;
        this.share = share;
        this.text = new RowText(share);
    }

    /** As {@link #between}, of layers of which one may be runtime: what only looks different there is equal. */
    public List<Difference> betweenLayers(Layer from, List<String[]> rows, Layer to, List<String[]> others) {
        if (from == to || from != Layer.RUNTIME && to != Layer.RUNTIME) {
            return between(rows, others);
        }
        RunningRows form = new RunningRows(share.shape());
        int[] key = share.shape().key();
        if (from == Layer.RUNTIME) {
            List<String[]> other = form.ofOther(others);
            return between(form.ofRuntime(rows, other, key), other);
        }
        List<String[]> other = form.ofOther(rows);
        return between(other, form.ofRuntime(others, other, key));
    }

    /** Removed and changed rows in the order of {@code from}, then the added ones in the order of {@code to}. */
    public List<Difference> between(List<String[]> from, List<String[]> to) {
        int[] key = share.shape().key();
        RowDiff diff = RowDiff.between(from, to, share.shape());
        Map<List<String>, String[]> now = HashMap.newHashMap(diff.added().size());
        diff.added().forEach(row -> now.put(RowDiff.keyOf(row, key), row));
        for (String[] row : diff.removed()) {
            String[] other = now.remove(RowDiff.keyOf(row, key));
            if (other == null) {
                add(Change.REMOVED, row, "", text.values(row), null);
            } else {
                changed(row, other);
            }
        }
        for (String[] row : diff.added()) {
            if (now.get(RowDiff.keyOf(row, key)) == row) {
                add(Change.ADDED, row, "", null, text.values(row));
            }
        }
        return found;
    }

    private void changed(String[] row, String[] other) {
        List<String> columns = share.shape().columnNames();
        for (int i = 0; i < row.length; i++) {
            if (!Objects.equals(row[i], other[i])) {
                add(Change.CHANGED, row, columns.get(i), text.value(row, i), text.value(other, i));
            }
        }
    }

    private void add(Change change, String[] row, String column, String from, String to) {
        found.add(new Difference(module, share.name(), change, text.key(row), column, from, to));
    }
}

package switchboard.config.store.rows;

import java.util.ArrayList;
import java.util.List;
import switchboard.api.config.ConfigEngine.Selection;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.Rows;

/** The rows that run, and which of them a LOAD of some rows means. */
public final class SelectedRows {
    private final Rows running;
    private final int column;
    private final String value;

    public SelectedRows(Rows running, Selection selection) throws ConfigRefusedException {
        this.running = running;
        this.column = running.columns().indexOf(selection.column());
        this.value = selection.value();
        if (column < 0) {
            throw new ConfigRefusedException(selection.table() + " has no column " + selection.column());
        }
    }

    /** The selected ones among rows of the same table. */
    public List<String[]> in(Rows rows) {
        return rows.values().stream().filter(row -> value.equals(row[column])).toList();
    }

    /** What runs, with the selected rows of memory in the place of those that run. */
    public Rows replacedBy(Rows memory) {
        List<String[]> rows = new ArrayList<>(running.size());
        running.values().stream().filter(row -> !value.equals(row[column])).forEach(rows::add);
        rows.addAll(in(memory));
        return new Rows(running.columns(), rows);
    }
}

package switchboard.api.table;

import java.util.List;
import java.util.Objects;

/**
 * Rows of one table as text, the form in which they are stored, compared, checksummed and sent.
 *
 * @param columns column names in the table's order
 * @param values one array for each row, as long as {@code columns}; SQL NULL is null. The arrays are shared, nobody
 *            changes them.
 */
public record Rows(List<String> columns, List<String[]> values) {
    public Rows {
        columns = List.copyOf(columns);
        Objects.requireNonNull(values);
    }

    /** A view of one row by column names. */
    public Row row(int index) {
        return new Row(columns, values.get(index));
    }

    /** The number of rows. */
    public int size() {
        return values.size();
    }
}

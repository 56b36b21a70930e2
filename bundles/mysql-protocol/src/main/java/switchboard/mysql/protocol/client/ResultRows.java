package switchboard.mysql.protocol.client;

import java.util.List;
import java.util.Objects;

/**
 * The answer to a query in the text protocol.
 *
 * @param columns names in the answer's order; empty for an OK
 * @param rows one array for each row, as long as {@code columns}, null for NULL. Bytes are read as UTF-8, with U+FFFD
 *            for what is none
 * @param affectedRows of an OK, unsigned; else 0
 * @param info of an OK; else empty
 */
public record ResultRows(List<String> columns, List<String[]> rows, long affectedRows, String info) {
    public ResultRows {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        Objects.requireNonNull(info);
    }

    /** The place of a column, any case; -1 if it is not there. Of two with one name the first. */
    public int column(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** A value, or null: also where there is no such row or column. */
    public String text(int row, String column) {
        int at = column(column);
        return at < 0 || row >= rows.size() ? null : rows.get(row)[at];
    }
}

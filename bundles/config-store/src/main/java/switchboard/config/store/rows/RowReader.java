package switchboard.config.store.rows;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Reads rows as text. A value equal to the one above it is kept once: most columns of most tables say the same in each
 * row, and of a million rows the others alone take 100 MB.
 */
final class RowReader {
    private final ResultSet result;
    private final boolean[] isNumber;
    private final long[] numbers; // above
    private String[] above;

    RowReader(ResultSet result) throws SQLException {
        ResultSetMetaData about = result.getMetaData();
        this.result = result;
        isNumber = new boolean[about.getColumnCount()];
        for (int i = 0; i < isNumber.length; i++) {
            isNumber[i] = about.getColumnType(i + 1) == Types.BIGINT;
        }
        numbers = new long[isNumber.length];
        above = new String[isNumber.length];
    }

    /** The row on which the result stands. */
    String[] read() throws SQLException {
        String[] row = new String[above.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = isNumber[i] ? number(i) : text(i);
        }
        above = row;
        return row;
    }

    private String text(int column) throws SQLException {
        String value = result.getString(column + 1);
        return value != null && value.equals(above[column]) ? above[column] : value;
    }

    private String number(int column) throws SQLException {
        long value = result.getLong(column + 1);
        if (result.wasNull()) {
            return null;
        }
        if (above[column] == null || numbers[column] != value) {
            numbers[column] = value;
            return Long.toString(value);
        }
        return above[column];
    }
}

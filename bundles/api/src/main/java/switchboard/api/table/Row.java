package switchboard.api.table;

import java.util.List;

/** One row of a table by column names. */
public record Row(List<String> columns, String[] values) {

    /** The value, or null. Throws {@link IllegalArgumentException} for a column that the table does not have. */
    public String text(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("no column " + column + " in " + columns);
        }
        return values[index];
    }

    /** The value, or {@code otherwise} for NULL. */
    public String text(String column, String otherwise) {
        String value = text(column);
        return value == null ? otherwise : value;
    }

    /** The value as a number; {@link NumberFormatException} when it is NULL or no number. */
    public long number(String column) {
        return Long.parseLong(text(column));
    }

    /** The value as a number, or {@code otherwise} for NULL. */
    public long number(String column, long otherwise) {
        String value = text(column);
        return value == null ? otherwise : Long.parseLong(value);
    }

    /** True for a number other than 0. */
    public boolean flag(String column) {
        return number(column, 0) != 0;
    }
}

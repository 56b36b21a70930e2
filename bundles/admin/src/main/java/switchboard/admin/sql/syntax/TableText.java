package switchboard.admin.sql.syntax;

import java.util.List;
import java.util.Locale;

/**
 * What a CREATE TABLE in ProxySQL's spelling says.
 *
 * @param createSql the whole text
 * @param keys the columns of the primary key and of each UNIQUE, lower case
 * @param checks the text of each CHECK, in their order
 */
public record TableText(String name, String createSql, List<Column> columns, List<List<String>> keys,
        List<String> checks) {
    /** How values are stored (SQLite manual, datatype3, 3.1), NUMERIC counted as TEXT as the store does. */
    public enum Storage {
        INTEGER, REAL, TEXT;

        static Storage of(String declared) {
            String upper = declared.toUpperCase(Locale.ROOT);
            if (upper.contains("INT")) {
                return INTEGER;
            }
            return upper.contains("REAL") || upper.contains("FLOA") || upper.contains("DOUB") ? REAL : TEXT;
        }
    }

    /**
     * A column.
     *
     * @param name as the table spells it
     * @param defaultSql null if there is none
     * @param keyPosition from 1 in the primary key, else 0
     * @param rowid whether it is the row's number: {@code INTEGER PRIMARY KEY}
     */
    public record Column(String name, String declared, Storage storage, boolean notNull, String defaultSql,
            int keyPosition, boolean rowid) {
    }

    public TableText {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        checks = List.copyOf(checks);
    }

    /** Reads a CREATE TABLE. Throws {@link IllegalArgumentException} for anything else. */
    public static TableText of(String createSql) {
        try {
            return new TableParser(createSql).parse();
        } catch (SqliteException unreadable) {
            throw new IllegalArgumentException(unreadable.getMessage() + ": " + createSql, unreadable);
        }
    }

    /** The column of a name in any case, or null. */
    public Column column(String named) {
        for (Column column : columns) {
            if (column.name().equalsIgnoreCase(named)) {
                return column;
            }
        }
        return null;
    }
}

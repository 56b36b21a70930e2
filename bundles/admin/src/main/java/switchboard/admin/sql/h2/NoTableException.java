package switchboard.admin.sql.h2;

import switchboard.admin.sql.syntax.Query;
import switchboard.admin.sql.syntax.SqliteException;

/** A statement names a table that isn't there. */
public final class NoTableException extends SqliteException {
    private static final long serialVersionUID = 1L;

    private final String table;

    NoTableException(Query.NamedTable table) {
        super("no such table: " + (table.schema() == null ? "" : table.schema() + '.') + table.name());
        this.table = table.name();
    }

    /** The table's name without schema. */
    public String table() {
        return table;
    }
}

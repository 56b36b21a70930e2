package switchboard.admin.sql;

import java.sql.SQLException;
import java.util.Set;
import switchboard.admin.sql.h2.Catalog;
import switchboard.admin.sql.h2.H2Statement;
import switchboard.admin.sql.h2.H2Writer;
import switchboard.admin.sql.syntax.Statement;
import switchboard.admin.sql.syntax.StatementParser;
import switchboard.admin.sql.syntax.TableText;
import switchboard.api.table.RowFilter;

/** Translates what administrators type, in SQLite's and MySQL's habits, for H2; the one place for it. */
public final class Dialect {
    private final Catalog catalog;

    public Dialect(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Translates the first statement of a text; what follows a semicolon is left out, as ProxySQL does. Throws what
     * SQLite would say of a statement that can't be.
     */
    public Translation translate(String text) throws SQLException {
        H2Writer writer = new H2Writer(catalog);
        Statement typed = StatementParser.parse(text);
        H2Statement statement = writer.write(typed);
        return new Translation(statement, writer.tables(), filter(typed, writer.tables()));
    }

    private RowFilter filter(Statement typed, Set<String> tables) {
        if (tables.size() != 1) {
            return RowFilter.NONE;
        }
        String id = tables.iterator().next();
        int dot = id.indexOf('.');
        TableText table = catalog.table(id.substring(0, dot), id.substring(dot + 1));
        return table == null ? RowFilter.NONE : RowFilters.of(typed, table);
    }
}

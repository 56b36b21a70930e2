package switchboard.admin.sql;

import java.sql.SQLException;
import switchboard.admin.sql.h2.Catalog;
import switchboard.admin.sql.h2.H2Statement;
import switchboard.admin.sql.h2.H2Writer;
import switchboard.admin.sql.syntax.StatementParser;

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
        H2Statement statement = writer.write(StatementParser.parse(text));
        return new Translation(statement, writer.tables());
    }
}

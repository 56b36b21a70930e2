package switchboard.admin.sql.h2;

import java.util.Set;
import switchboard.admin.sql.syntax.SqliteException;
import switchboard.admin.sql.syntax.Statement;

/** Writes one statement for H2. */
public final class H2Writer {
    private final Tables tables;

    public H2Writer(Catalog catalog) {
        this.tables = new Tables(catalog);
    }

    public H2Statement write(Statement typed) throws SqliteException {
        return switch (typed) {
            case Statement.Read read -> {
                Written query = new QueryWriter(tables, null).write(read.query());
                yield new H2Statement.Read(query.sql(), query.labels());
            }
            case Statement.Insert insert -> new ChangeWriter(tables).insert(insert);
            case Statement.Update update -> new ChangeWriter(tables).update(update);
            case Statement.Delete delete -> new ChangeWriter(tables).delete(delete);
            case Statement.Pragma pragma -> Pragmas.of(pragma, tables);
            case Statement.Nothing nothing -> new H2Statement.Nothing();
        };
    }

    /** The tables that the statement names, {@code schema.table}. */
    public Set<String> tables() {
        return tables.named();
    }
}

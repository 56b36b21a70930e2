package switchboard.admin.sql.h2;

import java.util.List;
import switchboard.admin.sql.syntax.Statement;
import switchboard.admin.sql.syntax.TableText;

/** A statement in H2's words. */
public sealed interface H2Statement {
    /** A query and what its columns are called. */
    record Read(String sql, List<String> labels) implements H2Statement {
    }

    /** A change that H2 does by itself; {@code target} is the table changed. */
    record Change(String sql, TableText target) implements H2Statement {
    }

    /**
     * A change row by row, each by itself in conflict or not.
     *
     * @param table the table in H2's words
     * @param oldKey columns of the row that a row replaces: its values come first in {@code source}; empty for INSERT
     * @param columns that the rest of {@code source} is for
     * @param source a query that gives the rows
     */
    record Rows(Statement.Conflict conflict, String table, TableText target, List<String> oldKey,
            List<String> columns, String source) implements H2Statement {
    }

    /** An answer that needs no database. */
    record Fixed(List<String> labels, List<Object[]> rows) implements H2Statement {
    }

    /** Nothing but OK. */
    record Nothing() implements H2Statement {
    }
}

package switchboard.admin.sql.syntax;

import java.util.List;

/** A statement as it was typed. */
public sealed interface Statement {
    /** What happens to a row that is in conflict with a constraint (SQLite manual, lang_conflict). */
    enum Conflict {
        ABORT, REPLACE, IGNORE
    }

    /** A query. */
    record Read(Query query) implements Statement {
    }

    /** INSERT or REPLACE; columns are empty if not named, {@code source} is null for DEFAULT VALUES. */
    record Insert(Conflict conflict, Query.NamedTable table, List<String> columns, Query source) implements Statement {
    }

    /** UPDATE; {@code where} may be null. */
    record Update(List<Query.Named> with, Conflict conflict, Query.NamedTable table, List<Assignment> assignments,
            Expr where) implements Statement {
    }

    /** {@code column = value}. */
    record Assignment(String column, Expr value) {
    }

    /** DELETE; {@code where} may be null. */
    record Delete(List<Query.Named> with, Query.NamedTable table, Expr where) implements Statement {
    }

    /** PRAGMA; schema and argument may be null. */
    record Pragma(String schema, String name, String argument) implements Statement {
    }

    /** Nothing to do: an empty statement, or BEGIN and its kin, which ProxySQL answers with OK. */
    record Nothing() implements Statement {
    }
}

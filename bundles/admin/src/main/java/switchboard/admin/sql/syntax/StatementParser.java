package switchboard.admin.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import switchboard.admin.sql.syntax.Statement.Conflict;

/** Reads one statement. What isn't in its grammar is a syntax error: nothing unknown reaches the database. */
public final class StatementParser {
    private static final Set<String> TRANSACTION = Set.of("BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE");
    /** Known to SQLite, but the tables here belong to modules and the files to the store. */
    private static final Set<String> REFUSED = Set.of("CREATE", "DROP", "ALTER", "ATTACH", "DETACH", "VACUUM",
            "REINDEX", "ANALYZE", "EXPLAIN");

    private final Cursor cursor;
    private final QueryParser queries;

    private StatementParser(Cursor cursor) {
        this.cursor = cursor;
        this.queries = new QueryParser(cursor);
    }

    /** The first statement of a text; what follows it is left out, as ProxySQL does. */
    public static Statement parse(String text) throws SqliteException {
        StatementParser parser = new StatementParser(new Cursor(text, Lexer.firstStatement(text)));
        Statement statement = parser.statement();
        if (!(statement instanceof Statement.Nothing)) {
            parser.cursor.expectEnd();
        }
        return statement;
    }

    private Statement statement() throws SqliteException {
        Token first = cursor.peek();
        if (first == null || first.kind() == Token.Kind.WORD
                && TRANSACTION.contains(first.text().toUpperCase(Locale.ROOT))) {
            return new Statement.Nothing();
        }
        if (first.kind() == Token.Kind.WORD && REFUSED.contains(first.text().toUpperCase(Locale.ROOT))) {
            throw new SqliteException(first.text().toUpperCase(Locale.ROOT)
                    + " is not possible here: tables come and go with modules, files are kept by config-store");
        }
        if (cursor.accept("PRAGMA")) {
            return pragma();
        }
        List<Query.Named> with = queries.with();
        if (cursor.accept("INSERT")) {
            return insert(with, conflict());
        }
        if (cursor.accept("REPLACE")) {
            return insert(with, Conflict.REPLACE);
        }
        if (cursor.accept("UPDATE")) {
            return update(with);
        }
        if (cursor.accept("DELETE")) {
            cursor.expect("FROM");
            Query.NamedTable table = target();
            return new Statement.Delete(with, table, where());
        }
        if (!queries.isNext()) {
            throw cursor.unexpected();
        }
        return new Statement.Read(queries.query(with));
    }

    private Conflict conflict() throws SqliteException {
        if (!cursor.accept("OR")) {
            return Conflict.ABORT;
        }
        Token action = cursor.next();
        return switch (action.text().toUpperCase(Locale.ROOT)) {
            case "REPLACE" -> Conflict.REPLACE;
            case "IGNORE" -> Conflict.IGNORE;
            case "ABORT", "FAIL", "ROLLBACK" -> Conflict.ABORT;
            default -> throw SqliteException.near(action.text());
        };
    }

    private Statement insert(List<Query.Named> with, Conflict typed) throws SqliteException {
        cursor.expect("INTO");
        Query.NamedTable table = target();
        List<String> columns = cursor.isNext("(") ? queries.names() : List.of();
        Query source = null;
        if (!cursor.accept("DEFAULT", "VALUES")) {
            List<Query.Named> inner = queries.with();
            inner.addAll(0, with);
            source = queries.query(inner);
        }
        Conflict conflict = typed;
        if (cursor.accept("ON", "CONFLICT")) {
            if (cursor.isNext("(")) {
                queries.names();
            }
            cursor.expect("DO");
            cursor.expect("NOTHING");
            conflict = Conflict.IGNORE;
        }
        return new Statement.Insert(conflict, table, columns, source);
    }

    private Statement update(List<Query.Named> with) throws SqliteException {
        Conflict conflict = conflict();
        Query.NamedTable table = target();
        cursor.expect("SET");
        List<Statement.Assignment> assignments = new ArrayList<>();
        do {
            if (cursor.isNext("(")) {
                assignRow(assignments);
            } else {
                String column = cursor.name();
                cursor.expect("=");
                assignments.add(new Statement.Assignment(column, queries.expressions().expression()));
            }
        } while (cursor.accept(","));
        return new Statement.Update(with, conflict, table, assignments, where());
    }

    private void assignRow(List<Statement.Assignment> assignments) throws SqliteException {
        List<String> columns = queries.names();
        cursor.expect("=");
        Expr value = queries.expressions().expression();
        List<Expr> values = value instanceof Expr.Row row ? row.items() : List.of(value);
        if (values.size() != columns.size()) {
            throw new SqliteException(columns.size() + " columns assigned " + values.size() + " values");
        }
        for (int i = 0; i < columns.size(); i++) {
            assignments.add(new Statement.Assignment(columns.get(i), values.get(i)));
        }
    }

    private Query.NamedTable target() throws SqliteException {
        Query.NamedTable table = queries.namedTable();
        String alias = cursor.accept("AS") ? cursor.name() : null;
        return new Query.NamedTable(table.schema(), table.name(), alias);
    }

    private Expr where() throws SqliteException {
        return cursor.accept("WHERE") ? queries.expressions().expression() : null;
    }

    private Statement pragma() throws SqliteException {
        Query.NamedTable name = queries.namedTable();
        String argument = null;
        if (cursor.accept("=")) {
            argument = argument();
        } else if (cursor.accept("(")) {
            argument = argument();
            cursor.expect(")");
        }
        return new Statement.Pragma(name.schema(), name.name(), argument);
    }

    private String argument() throws SqliteException {
        String sign = cursor.accept("-") ? "-" : "";
        Token token = cursor.next();
        if (token.kind() == Token.Kind.SYMBOL) {
            throw SqliteException.near(token.text());
        }
        return sign + token.value();
    }
}

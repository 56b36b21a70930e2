package switchboard.admin.sql.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads the tables of a FROM clause. */
final class FromParser {
    private final Cursor cursor;
    private final QueryParser queries;
    private final ExprParser expressions;

    FromParser(Cursor cursor, QueryParser queries, ExprParser expressions) {
        this.cursor = cursor;
        this.queries = queries;
        this.expressions = expressions;
    }

    List<Query.From> tables() throws SqliteException {
        List<Query.From> found = new ArrayList<>();
        found.add(new Query.From("", false, table(), null, List.of()));
        while (true) {
            if (cursor.accept(",")) {
                found.add(joined("INNER JOIN", false));
                continue;
            }
            boolean natural = cursor.accept("NATURAL");
            String join = join();
            if (join == null) {
                if (natural) {
                    throw cursor.unexpected();
                }
                return found;
            }
            found.add(joined(join, natural));
        }
    }

    private String join() throws SqliteException {
        String kind = null;
        if (cursor.accept("LEFT")) {
            cursor.accept("OUTER");
            kind = "LEFT JOIN";
        } else if (cursor.accept("RIGHT")) {
            cursor.accept("OUTER");
            kind = "RIGHT JOIN";
        } else if (cursor.accept("INNER") || cursor.accept("CROSS") || cursor.isNext("JOIN")) {
            kind = "INNER JOIN";
        }
        if (kind != null) {
            cursor.expect("JOIN");
        }
        return kind;
    }

    private Query.From joined(String join, boolean natural) throws SqliteException {
        Query.Table table = table();
        if (cursor.accept("ON")) {
            return new Query.From(join, natural, table, expressions.expression(), List.of());
        }
        List<String> using = cursor.accept("USING") ? queries.names() : List.of();
        return new Query.From(join, natural, table, null, using);
    }

    private Query.Table table() throws SqliteException {
        if (cursor.accept("(")) {
            if (!queries.isNext()) {
                throw cursor.unexpected();
            }
            Query query = queries.query();
            cursor.expect(")");
            return new Query.Derived(query, alias());
        }
        Query.NamedTable table = queries.namedTable();
        if (cursor.isNext("(")) { // a function that gives rows: there are none
            throw new SqliteException("no such table: " + table.name());
        }
        Query.NamedTable named = new Query.NamedTable(table.schema(), table.name(), alias());
        if (!cursor.accept("NOT", "INDEXED") && cursor.accept("INDEXED")) { // which index is H2's affair
            cursor.expect("BY");
            cursor.name();
        }
        return named;
    }

    private String alias() throws SqliteException {
        return cursor.accept("AS") || cursor.isNext(Keywords::isBareAlias) ? cursor.name() : null;
    }
}

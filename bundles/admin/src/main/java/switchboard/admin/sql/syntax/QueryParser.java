package switchboard.admin.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads queries (SQLite manual, lang_select). */
final class QueryParser {
    private final Cursor cursor;
    private final ExprParser expressions;
    private final FromParser from;

    QueryParser(Cursor cursor) {
        this.cursor = cursor;
        this.expressions = new ExprParser(cursor, this);
        this.from = new FromParser(cursor, this, expressions);
    }

    ExprParser expressions() {
        return expressions;
    }

    boolean isNext() {
        return cursor.isNext("SELECT") || cursor.isNext("VALUES") || cursor.isNext("WITH");
    }

    Query query() throws SqliteException {
        return query(with());
    }

    Query query(List<Query.Named> with) throws SqliteException {
        cursor.enter();
        List<Query.Core> cores = new ArrayList<>(List.of(core()));
        List<String> operators = new ArrayList<>();
        while (cursor.isNext("UNION") || cursor.isNext("EXCEPT") || cursor.isNext("INTERSECT")) {
            String operator = cursor.next().text().toUpperCase(Locale.ROOT);
            operators.add(operator.equals("UNION") && cursor.accept("ALL") ? "UNION ALL" : operator);
            cores.add(core());
        }
        List<Query.Order> order = cursor.accept("ORDER") ? order() : List.of();
        Expr limit = null;
        Expr offset = null;
        if (cursor.accept("LIMIT")) {
            limit = expressions.expression();
            if (cursor.accept("OFFSET")) {
                offset = expressions.expression();
            } else if (cursor.accept(",")) {
                offset = limit;
                limit = expressions.expression();
            }
        }
        cursor.leave();
        return new Query(with, cores, operators, order, limit, offset);
    }

    /** WITH and its queries, none if it isn't there. */
    List<Query.Named> with() throws SqliteException {
        List<Query.Named> found = new ArrayList<>();
        if (cursor.accept("WITH")) {
            cursor.accept("RECURSIVE");
            do {
                String name = cursor.name();
                List<String> columns = cursor.isNext("(") ? names() : List.of();
                cursor.expect("AS");
                cursor.expect("(");
                found.add(new Query.Named(name, columns, query()));
                cursor.expect(")");
            } while (cursor.accept(","));
        }
        return found;
    }

    /** Names in parentheses. */
    List<String> names() throws SqliteException {
        List<String> names = new ArrayList<>();
        cursor.expect("(");
        do {
            names.add(cursor.name());
        } while (cursor.accept(","));
        cursor.expect(")");
        return names;
    }

    /** {@code SELECT * FROM} a table. */
    Query all(Query.NamedTable table) {
        Query.Select select = new Query.Select(false, List.of(new Query.Star(null)),
                List.of(new Query.From("", false, table, null, List.of())), null, List.of(), null);
        return new Query(List.of(), List.of(select), List.of(), List.of(), null, null);
    }

    /** A table's name, with or without schema. */
    Query.NamedTable namedTable() throws SqliteException {
        String name = cursor.name();
        return cursor.accept(".")
                ? new Query.NamedTable(name, cursor.name(), null)
                : new Query.NamedTable(null, name, null);
    }

    private Query.Core core() throws SqliteException {
        if (cursor.accept("VALUES")) {
            List<List<Expr>> rows = new ArrayList<>();
            do {
                cursor.expect("(");
                rows.add(expressions.list());
                cursor.expect(")");
            } while (cursor.accept(","));
            return new Query.Values(rows);
        }
        cursor.expect("SELECT");
        boolean distinct = cursor.accept("DISTINCT");
        if (!distinct) {
            cursor.accept("ALL");
        }
        List<Query.Item> items = new ArrayList<>();
        do {
            items.add(item());
        } while (cursor.accept(","));
        List<Query.From> tables = cursor.accept("FROM") ? from.tables() : List.of();
        Expr where = cursor.accept("WHERE") ? expressions.expression() : null;
        List<Expr> group = List.of();
        if (cursor.accept("GROUP")) {
            cursor.expect("BY");
            group = expressions.list();
        }
        Expr having = cursor.accept("HAVING") ? expressions.expression() : null;
        return new Query.Select(distinct, items, tables, where, group, having);
    }

    private Query.Item item() throws SqliteException {
        if (cursor.accept("*")) {
            return new Query.Star(null);
        }
        if (cursor.isNext(Token::isName) && cursor.isNext(1, ".") && cursor.isNext(2, "*")) {
            String table = cursor.name();
            cursor.next();
            cursor.next();
            return new Query.Star(table);
        }
        int start = cursor.position();
        Expr value = expressions.expression();
        String text = cursor.labelFrom(start);
        if (cursor.accept("AS")) {
            return new Query.Value(value, cursor.name(), text);
        }
        String alias = cursor.isNext(Keywords::isBareAlias) ? cursor.name() : null;
        return new Query.Value(value, alias, text);
    }

    private List<Query.Order> order() throws SqliteException {
        cursor.expect("BY");
        List<Query.Order> terms = new ArrayList<>();
        do {
            Expr value = expressions.expression();
            boolean descending = cursor.accept("DESC");
            if (!descending) {
                cursor.accept("ASC");
            }
            Boolean nullsFirst = null;
            if (cursor.accept("NULLS")) {
                nullsFirst = cursor.accept("FIRST");
                if (!nullsFirst) {
                    cursor.expect("LAST");
                }
            }
            terms.add(new Query.Order(value, descending, nullsFirst));
        } while (cursor.accept(","));
        return terms;
    }
}

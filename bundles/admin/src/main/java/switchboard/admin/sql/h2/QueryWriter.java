package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.List;
import switchboard.admin.sql.syntax.Expr;
import switchboard.admin.sql.syntax.Query;
import switchboard.admin.sql.syntax.SqliteException;
import switchboard.admin.sql.syntax.TableText;

/** Writes queries. */
final class QueryWriter {
    private final Tables tables;
    private final Scope outer;

    /** @param outer names of the query around, null if there is none or they aren't to be seen */
    QueryWriter(Tables tables, Scope outer) {
        this.tables = tables;
        this.outer = outer;
    }

    Written write(Query query) throws SqliteException {
        return write(query, null, List.of());
    }

    /** @param target for whose columns the values are, null for none */
    Written write(Query query, TableText target, List<TableText.Column> columns) throws SqliteException {
        query.with().forEach(tables::push);
        try {
            List<Core> cores = new ArrayList<>();
            for (Query.Core core : query.cores()) {
                List<Query.Order> order = query.cores().size() == 1 ? query.order() : List.of();
                Core written = switch (core) {
                    case Query.Select select -> new SelectWriter(tables, outer).write(select, order);
                    case Query.Values values -> values(values);
                };
                cores.add(target == null ? written : stored(written, target, columns));
            }
            return put(query, Columns.unified(cores, query.operators()));
        } finally {
            query.with().forEach(named -> tables.pop());
        }
    }

    /** A query of WITH where its name stands. */
    Written writeNamed(Query.Named named) throws SqliteException {
        tables.open(named);
        try {
            return write(named.query());
        } finally {
            tables.close(named);
        }
    }

    /** The same query, its first row only. */
    static Query first(Query query) {
        return query.limit() != null
                ? query
                : new Query(query.with(), query.cores(), query.operators(), query.order(), new Expr.Number("1"),
                        null);
    }

    private static Core stored(Core core, TableText target, List<TableText.Column> columns) throws SqliteException {
        List<List<Sql>> rows = new ArrayList<>();
        for (List<Sql> row : core.rows()) {
            if (row.size() != columns.size()) {
                throw Columns.mismatch(target, columns, row.size());
            }
            List<Sql> stored = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                stored.add(Storing.of(row.get(i), target, columns.get(i)));
            }
            rows.add(stored);
        }
        return core.with(rows);
    }

    private Core values(Query.Values values) throws SqliteException {
        ExprWriter writer = new ExprWriter(tables, new Scope(outer), Grouping.ROW, false);
        List<List<Sql>> rows = new ArrayList<>();
        for (List<Expr> row : values.rows()) {
            rows.add(writer.all(row).stream().map(Conversion::value).toList());
            if (rows.get(0).size() != row.size()) {
                throw new SqliteException("all VALUES must have the same number of terms");
            }
        }
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= rows.get(0).size(); i++) {
            labels.add("column" + i);
        }
        return new Core(rows, labels, false, null, null);
    }

    private Written put(Query query, List<Core> cores) throws SqliteException {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < cores.size(); i++) {
            String core = cores.get(i).sql();
            // SQLite's operators are of one rank, from left to right
            sql.append(i == 0 ? core : " " + query.operators().get(i - 1) + " (" + core + ')');
            if (i > 0 && i < cores.size() - 1) {
                sql.insert(0, '(').append(')');
            }
        }
        sql.append(new OrderWriter(cores).write(query.order()));
        sql.append(limit(query.offset(), " OFFSET ", " ROWS"));
        sql.append(limit(query.limit(), " FETCH FIRST ", " ROWS ONLY"));
        return new Written(sql.toString(), Columns.outputs(cores));
    }

    /** A negative limit is none. */
    private String limit(Expr typed, String before, String after) throws SqliteException {
        if (typed == null) {
            return "";
        }
        Sql written = new ExprWriter(tables, new Scope(null), Grouping.ROW, false).write(typed);
        Sql number = written.type() == Type.TEXT && written.literal() != null
                ? Numbers.of(written.literal())
                : Conversion.value(written);
        if (number == null || number.type() != Type.INTEGER) {
            throw new SqliteException("datatype mismatch");
        }
        if (number.literal() == null) {
            return before + '(' + number.text() + ')' + after;
        }
        return Long.parseLong(number.literal()) < 0 ? "" : before + number.literal() + after;
    }
}

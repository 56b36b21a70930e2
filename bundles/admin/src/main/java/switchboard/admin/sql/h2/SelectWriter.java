package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import switchboard.admin.sql.syntax.Expr;
import switchboard.admin.sql.syntax.Query;
import switchboard.admin.sql.syntax.SqliteException;

/** Writes one SELECT. */
final class SelectWriter {
    private final Tables tables;
    private final Scope scope;
    private final List<Sql> items = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    SelectWriter(Tables tables, Scope outer) {
        this.tables = tables;
        this.scope = new Scope(outer);
    }

    /** @param order whose aggregates count as this query's */
    Core write(Query.Select select, List<Query.Order> order) throws SqliteException {
        StringBuilder tail = new StringBuilder(new FromWriter(tables, scope).write(select.from()));
        for (Query.Item item : select.items()) {
            if (item instanceof Query.Value value && value.alias() != null) {
                scope.alias(value.alias(), value.value());
            }
        }
        ExprWriter row = new ExprWriter(tables, scope, Grouping.ROW, true);
        if (select.where() != null) {
            tail.append(" WHERE ").append(row.condition(select.where()));
        }
        List<Sql> keys = new ArrayList<>();
        for (Expr typed : select.group()) {
            keys.add(row.write(positioned(typed, select.items())));
        }
        if (!keys.isEmpty()) {
            tail.append(" GROUP BY ").append(ExprWriter.list(keys.stream().map(Conversion::value).toList()));
        }
        Grouping grouping = grouping(select, order, keys);
        for (Query.Item item : select.items()) {
            add(item, grouping);
        }
        ExprWriter after = new ExprWriter(tables, scope, grouping, true);
        if (select.having() != null) {
            if (grouping.kind() != Grouping.Kind.GROUP) {
                throw new SqliteException("HAVING clause on a non-aggregate query");
            }
            tail.append(" HAVING ").append(after.condition(select.having()));
        }
        return new Core(List.of(List.copyOf(items)), List.copyOf(labels), select.distinct(), tail.toString(), after);
    }

    /** GROUP BY 1 means the first of the list. */
    private static Expr positioned(Expr typed, List<Query.Item> items) throws SqliteException {
        if (typed instanceof Expr.Number number && number.text().matches("\\d{1,9}")) {
            int position = Integer.parseInt(number.text());
            if (position < 1 || position > items.size()) {
                throw new SqliteException(
                        "1st GROUP BY term out of range - should be between 1 and " + items.size());
            }
            return items.get(position - 1) instanceof Query.Value value ? value.value() : typed;
        }
        return typed;
    }

    private Grouping grouping(Query.Select select, List<Query.Order> order, List<Sql> keys) throws SqliteException {
        List<Expr> after = new ArrayList<>();
        for (Query.Item item : select.items()) {
            if (item instanceof Query.Value value) {
                after.add(value.value());
            }
        }
        order.forEach(term -> after.add(term.value()));
        if (select.having() != null) {
            after.add(select.having());
        }
        if (keys.isEmpty() && after.stream().noneMatch(Aggregates::isIn)) {
            return Grouping.ROW;
        }
        Set<String> names = new HashSet<>();
        keys.forEach(key -> names.add(key.text()));
        Set<Expr.Call> extremes = new HashSet<>();
        after.forEach(expr -> extremes(expr, extremes));
        if (extremes.size() == 1) {
            Expr.Call only = extremes.iterator().next();
            Sql by = new ExprWriter(tables, scope, Grouping.INSIDE, true).write(only.arguments().get(0));
            return new Grouping(Grouping.Kind.GROUP, names, only.name().toUpperCase(java.util.Locale.ROOT),
                    Conversion.value(by));
        }
        Sql rowid = scope.sources().size() == 1 ? scope.sources().get(0).rowid() : null;
        return new Grouping(Grouping.Kind.GROUP, names, rowid == null ? null : "MIN", rowid);
    }

    private static void extremes(Expr typed, Set<Expr.Call> found) {
        if (typed instanceof Expr.Call call && Aggregates.isAggregate(call)
                && (call.name().equalsIgnoreCase("MIN") || call.name().equalsIgnoreCase("MAX"))) {
            found.add(call);
        }
        typed.children().forEach(child -> extremes(child, found));
    }

    private void add(Query.Item item, Grouping grouping) throws SqliteException {
        switch (item) {
            case Query.Star star -> addAll(star, grouping);
            case Query.Value value -> {
                items.add(Conversion.value(
                        new ExprWriter(tables, scope, grouping, false).write(value.value())));
                labels.add(label(value));
            }
        }
    }

    private void addAll(Query.Star star, Grouping grouping) throws SqliteException {
        boolean found = false;
        for (Source source : scope.sources()) {
            if (star.table() == null || source.isCalled(null, star.table())) {
                found = true;
                for (Source.Column column : source.visible()) {
                    items.add(grouping.column(column.sql()));
                    labels.add(column.name());
                }
            }
        }
        if (!found) {
            throw new SqliteException(
                    star.table() == null ? "no tables specified" : "no such table: " + star.table());
        }
    }

    /** What SQLite calls it: by its alias, by the column's name in its table, or by the text as typed. */
    private String label(Query.Value value) throws SqliteException {
        if (value.alias() != null) {
            return value.alias();
        }
        Scope.Found found = value.value() instanceof Expr.Name name ? scope.find(name) : null;
        return found == null ? value.text() : found.column().name();
    }
}

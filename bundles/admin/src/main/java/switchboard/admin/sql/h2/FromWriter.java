package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.List;
import switchboard.admin.sql.syntax.Expr;
import switchboard.admin.sql.syntax.Query;
import switchboard.admin.sql.syntax.SqliteException;

/** Writes the tables of a query and makes their columns known to its scope. */
final class FromWriter {
    private final Tables tables;
    private final Scope scope;

    FromWriter(Tables tables, Scope scope) {
        this.tables = tables;
        this.scope = scope;
    }

    /** {@code FROM ...} with a blank before it, empty if there are no tables. */
    String write(List<Query.From> from) throws SqliteException {
        StringBuilder text = new StringBuilder();
        for (Query.From one : from) {
            boolean first = text.isEmpty();
            List<Source> before = List.copyOf(scope.sources());
            String table = table(one.table());
            if (first) {
                text.append(" FROM ").append(table);
            } else {
                text.append(' ').append(one.join()).append(' ').append(table).append(" ON ").append(on(one, before));
            }
        }
        return text.toString();
    }

    private String table(Query.Table typed) throws SqliteException {
        String alias = tables.nextAlias();
        return switch (typed) {
            case Query.Derived derived -> derived(new QueryWriter(tables, null).write(derived.query()),
                    derived.alias(), alias);
            case Query.NamedTable named -> {
                String called = named.alias() != null ? named.alias() : named.name();
                Query.Named with = tables.with(named);
                if (with != null) {
                    yield derived(with(with), called, alias);
                }
                if (Master.isMaster(named)) {
                    yield derived(Master.of(tables.catalog(), named.schema()), called, alias);
                }
                Tables.Found found = tables.find(named);
                scope.add(Source.table(found.schema(), called, found.text(), alias));
                yield found.h2() + " AS " + alias;
            }
        };
    }

    private String derived(Written query, String called, String alias) {
        scope.add(Source.query(called, query.outputs(), alias));
        return '(' + query.sql() + ") AS " + alias;
    }

    private Written with(Query.Named with) throws SqliteException {
        Written query = new QueryWriter(tables, null).writeNamed(with);
        if (with.columns().isEmpty()) {
            return query;
        }
        if (with.columns().size() != query.outputs().size()) {
            throw new SqliteException("table " + with.name() + " has " + query.outputs().size() + " values for "
                    + with.columns().size() + " columns");
        }
        List<Output> renamed = new ArrayList<>();
        for (int i = 0; i < query.outputs().size(); i++) {
            Output output = query.outputs().get(i);
            renamed.add(new Output(with.columns().get(i), output.type(), output.affinity(), output.noCase()));
        }
        return new Written(query.sql(), renamed);
    }

    private String on(Query.From joined, List<Source> before) throws SqliteException {
        Source last = scope.sources().get(scope.sources().size() - 1);
        List<String> shared = joined.using();
        if (joined.natural()) {
            shared = last.visible().stream().map(Source.Column::name)
                    .filter(name -> before.stream().anyMatch(source -> source.column(name, false) != null)).toList();
        }
        List<String> conditions = new ArrayList<>();
        for (String name : shared) {
            Source.Column right = last.column(name, false);
            Source.Column left = before.stream().map(source -> source.column(name, false))
                    .filter(column -> column != null).findFirst().orElse(null);
            if (left == null || right == null) {
                throw new SqliteException(
                        "cannot join using column " + name + " - column not present in both tables");
            }
            conditions.add(Comparison.of("=", left.sql(), right.sql()).text());
            last.hide(name);
        }
        Expr on = joined.on();
        if (on != null) {
            conditions.add(new ExprWriter(tables, scope, Grouping.ROW, false).condition(on));
        }
        return conditions.isEmpty() ? "TRUE" : String.join(" AND ", conditions);
    }
}

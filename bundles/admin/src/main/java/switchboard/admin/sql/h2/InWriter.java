package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.List;
import switchboard.admin.sql.syntax.Expr;
import switchboard.admin.sql.syntax.SqliteException;

/** Writes IN: a list compares as {@code =} does, with the affinity of what stands before it. */
final class InWriter {
    private final Tables tables;
    private final Scope scope;
    private final ExprWriter writer;

    InWriter(Tables tables, Scope scope, ExprWriter writer) {
        this.tables = tables;
        this.scope = scope;
        this.writer = writer;
    }

    Sql write(Expr.In in) throws SqliteException {
        String found = in.query() == null ? list(in) : query(in);
        return Sql.condition(in.not() ? "(NOT " + found + ')' : found);
    }

    private String list(Expr.In in) throws SqliteException {
        if (in.list().isEmpty()) {
            return "FALSE";
        }
        List<String> any = new ArrayList<>();
        Sql value = in.value() instanceof Expr.Row ? null : writer.write(in.value());
        List<String> plain = new ArrayList<>();
        for (Expr item : in.list()) {
            Sql written = value == null ? null : Conversion.value(writer.write(item)).as(Affinity.NONE);
            if (written != null && value.type() == Type.TEXT && written.type() == Type.TEXT && !value.noCase()
                    || written != null && value.type() == Type.INTEGER && written.type() == Type.INTEGER) {
                plain.add(written.text());
            } else if (written != null) {
                any.add(Comparison.of("=", value, written).text());
            } else {
                any.add(writer.write(new Expr.Binary("=", in.value(), item)).text());
            }
        }
        if (!plain.isEmpty()) { // long lists stay lists: H2 looks them up in an index
            any.add('(' + value.text() + " IN (" + String.join(", ", plain) + "))");
        }
        return '(' + String.join(" OR ", any) + ')';
    }

    private String query(Expr.In in) throws SqliteException {
        Written query = new QueryWriter(tables, scope).write(in.query());
        List<Expr> left = in.value() instanceof Expr.Row row ? row.items() : List.of(in.value());
        if (left.size() != query.outputs().size()) {
            throw new SqliteException("sub-select returns " + query.outputs().size() + " columns - expected "
                    + left.size());
        }
        String alias = tables.nextAlias();
        Source rows = Source.query(alias, query.outputs(), alias);
        List<Sql> values = new ArrayList<>();
        List<Sql> columns = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            Sql value = Conversion.value(writer.write(left.get(i)));
            Sql column = rows.visible().get(i).sql();
            boolean mixed = value.type() == Type.TEXT != (column.type() == Type.TEXT) && value.type() != Type.NULL;
            boolean number = value.affinity() == Affinity.NUMERIC || column.affinity() == Affinity.NUMERIC;
            values.add(!mixed ? value : converted(value, number));
            columns.add(!mixed ? column : converted(column, number));
        }
        String inner = "SELECT " + ExprWriter.list(columns) + " FROM (" + query.sql() + ") AS " + alias;
        String outer = values.size() == 1 ? values.get(0).text() : '(' + ExprWriter.list(values) + ')';
        return '(' + outer + " IN (" + inner + "))";
    }

    private static Sql converted(Sql value, boolean toNumber) {
        if (!toNumber) {
            return Conversion.text(value);
        }
        return value.type() == Type.TEXT ? Conversion.comparable(value) : value;
    }
}

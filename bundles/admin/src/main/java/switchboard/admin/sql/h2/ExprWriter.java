package switchboard.admin.sql.h2;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import switchboard.admin.sql.syntax.Expr;
import switchboard.admin.sql.syntax.SqliteException;

/** Writes expressions for H2. */
final class ExprWriter {
    private final Tables tables;
    private final Scope scope;
    private final Grouping grouping;
    private final boolean aliases;

    /** @param aliases whether a name that is no column may be an alias of the query's list */
    ExprWriter(Tables tables, Scope scope, Grouping grouping, boolean aliases) {
        this.tables = tables;
        this.scope = scope;
        this.grouping = grouping;
        this.aliases = aliases;
    }

    Sql write(Expr typed) throws SqliteException {
        return switch (typed) {
            case Expr.Number number -> Numbers.literal(number.text());
            case Expr.Text text -> Sql.string(text.value());
            case Expr.Null nothing -> Sql.NULL;
            case Expr.Name name -> name(name);
            case Expr.Unary unary -> unary(unary);
            case Expr.Binary binary -> binary(binary);
            case Expr.Like like -> like(like);
            case Expr.Between between -> between(between);
            case Expr.In in -> new InWriter(tables, scope, this).write(in);
            case Expr.Exists exists ->
                Sql.condition("EXISTS (" + new QueryWriter(tables, scope).write(exists.query()).sql() + ')');
            case Expr.Scalar scalar -> scalar(scalar);
            case Expr.Case choice -> choice(choice);
            case Expr.Cast cast -> Casts.of(write(cast.value()), cast.type());
            case Expr.Collate collate -> collate(collate);
            case Expr.Call call -> call(call);
            case Expr.Row row -> throw new SqliteException("row value misused");
        };
    }

    /** As a condition. */
    String condition(Expr typed) throws SqliteException {
        return Conversion.condition(write(typed)).text();
    }

    List<Sql> all(List<Expr> typed) throws SqliteException {
        List<Sql> written = new ArrayList<>();
        for (Expr one : typed) {
            written.add(write(one));
        }
        return written;
    }

    private Sql name(Expr.Name name) throws SqliteException {
        Scope.Found found = scope.find(name);
        if (found != null) {
            Sql column = found.column().sql();
            return found.scope() == scope ? grouping.column(column) : column;
        }
        Expr aliased = aliases ? scope.aliased(name) : null;
        if (aliased != null) {
            return new ExprWriter(tables, scope, grouping, false).write(aliased);
        }
        if (name.quoted()) {
            return Sql.string(name.column());
        }
        Sql constant = name.table() == null ? Constants.find(name.column()) : null;
        if (constant == null) {
            throw new SqliteException("no such column: " + Scope.typed(name));
        }
        return constant;
    }

    private Sql unary(Expr.Unary unary) throws SqliteException {
        Sql operand = write(unary.operand());
        return switch (unary.operator()) {
            case "NOT" -> Sql.condition("(NOT " + Conversion.condition(operand).text() + ')');
            case "+" -> Conversion.value(operand).as(Affinity.NONE);
            case "~" -> Sql.integer("BITNOT(" + Conversion.integer(operand).text() + ')');
            default -> Arithmetic.negative(operand);
        };
    }

    private Sql binary(Expr.Binary binary) throws SqliteException {
        String operator = binary.operator();
        if (operator.equals("AND") || operator.equals("OR")) {
            String left = condition(binary.left());
            boolean goesOn = binary.left() instanceof Expr.Binary before && before.operator().equals(operator);
            return Sql.condition('(' + (goesOn ? Arithmetic.opened(left) : left) + ' ' + operator + ' '
                    + condition(binary.right()) + ')');
        }
        if (!Comparison.isOperator(operator)) {
            boolean goesOn = binary.left() instanceof Expr.Binary before
                    && Arithmetic.goesOn(before.operator(), operator);
            return Arithmetic.of(operator, write(binary.left()), write(binary.right()), goesOn);
        }
        if (binary.left() instanceof Expr.Row left && binary.right() instanceof Expr.Row right) {
            return rows(operator, left, right);
        }
        Sql truth = truth(operator, binary);
        return truth != null ? truth : Comparison.of(operator, write(binary.left()), write(binary.right()));
    }

    /** {@code x IS TRUE} and the like; null for anything else. */
    private Sql truth(String operator, Expr.Binary binary) throws SqliteException {
        boolean named = operator.startsWith("IS") && binary.right() instanceof Expr.Name name && name.table() == null
                && !name.quoted() && scope.find(name) == null
                && (name.column().equalsIgnoreCase("TRUE") || name.column().equalsIgnoreCase("FALSE"));
        return named
                ? Sql.condition('(' + condition(binary.left()) + ' ' + operator + ' '
                        + ((Expr.Name) binary.right()).column().toUpperCase(Locale.ROOT) + ')')
                : null;
    }

    private Sql rows(String operator, Expr.Row left, Expr.Row right) throws SqliteException {
        boolean not = operator.equals("<>") || operator.equals("!=") || operator.equals("IS NOT");
        if (left.items().size() != right.items().size() || !not && !operator.equals("=") && !operator.equals("==")
                && !operator.equals("IS")) {
            throw new SqliteException("row value misused");
        }
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < left.items().size(); i++) {
            equal.add(Comparison.of(operator, write(left.items().get(i)), write(right.items().get(i))).text());
        }
        return Sql.condition('(' + String.join(not ? " OR " : " AND ", equal) + ')');
    }

    private Sql like(Expr.Like like) throws SqliteException {
        Sql value = write(like.value());
        Sql pattern = write(like.pattern());
        return like.operator().equals("GLOB")
                ? Pattern.glob(like.not(), value, pattern)
                : Pattern.like(like.not(), value, pattern, like.escape() == null ? null : write(like.escape()));
    }

    private Sql between(Expr.Between between) throws SqliteException {
        Sql value = write(between.value());
        String both = '(' + Comparison.of(">=", value, write(between.low())).text() + " AND "
                + Comparison.of("<=", value, write(between.high())).text() + ')';
        return Sql.condition(between.not() ? "(NOT " + both + ')' : both);
    }

    private Sql scalar(Expr.Scalar scalar) throws SqliteException {
        Written query = new QueryWriter(tables, scope).write(QueryWriter.first(scalar.query()));
        if (query.outputs().size() != 1) {
            throw new SqliteException("sub-select returns " + query.outputs().size() + " columns - expected 1");
        }
        Output output = query.outputs().get(0);
        return Sql.of('(' + query.sql() + ')', output.type()).as(output.affinity());
    }

    private Sql choice(Expr.Case choice) throws SqliteException {
        Sql base = choice.base() == null ? null : write(choice.base());
        List<Expr> results = new ArrayList<>(choice.thens());
        results.add(choice.otherwise() == null ? new Expr.Null() : choice.otherwise());
        List<Sql> values = Conversion.unified(all(results));
        StringBuilder text = new StringBuilder("(CASE");
        for (int i = 0; i < choice.whens().size(); i++) {
            Expr when = choice.whens().get(i);
            text.append(" WHEN ").append(base == null ? condition(when) : Comparison.of("=", base, write(when)).text())
                    .append(" THEN ").append(values.get(i).text());
        }
        text.append(" ELSE ").append(values.get(values.size() - 1).text()).append(" END)");
        return Sql.of(text.toString(), Conversion.typeOf(values));
    }

    private Sql collate(Expr.Collate collate) throws SqliteException {
        Sql value = Conversion.value(write(collate.value()));
        return switch (collate.collation().toUpperCase(Locale.ROOT)) {
            case "NOCASE" -> value.withoutCase(true);
            case "BINARY" -> value.withoutCase(false);
            case "RTRIM" -> Sql.text("RTRIM(" + Conversion.text(value).text() + ')').as(value.affinity());
            default -> throw new SqliteException("no such collation sequence: " + collate.collation());
        };
    }

    private Sql call(Expr.Call call) throws SqliteException {
        if (!Aggregates.isAggregate(call)) {
            if (call.star() || call.distinct() || call.filter() != null) {
                throw SqliteException.near("(");
            }
            return Functions.of(call.name(), all(call.arguments()));
        }
        if (grouping.kind() != Grouping.Kind.GROUP) {
            throw new SqliteException("misuse of aggregate: " + call.name() + "()");
        }
        ExprWriter inside = new ExprWriter(tables, scope, Grouping.INSIDE, aliases);
        Sql written = Aggregates.of(call, inside.all(call.arguments()));
        return call.filter() == null ? written : Aggregates.filtered(written, inside.condition(call.filter()));
    }

    static String list(List<Sql> values) {
        return values.stream().map(Sql::text).collect(Collectors.joining(", "));
    }
}

package switchboard.admin.sql.h2;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import switchboard.admin.sql.syntax.Expr;
import switchboard.admin.sql.syntax.SqliteException;

/** Functions of many rows (SQLite manual, lang_aggfunc). */
final class Aggregates {
    private static final Set<String> ALWAYS = Set.of("COUNT", "SUM", "TOTAL", "AVG", "GROUP_CONCAT");
    private static final Set<String> OF_ONE = Set.of("MIN", "MAX");

    private Aggregates() {
    }

    static boolean isAggregate(Expr.Call call) {
        String name = call.name().toUpperCase(Locale.ROOT);
        return ALWAYS.contains(name) || OF_ONE.contains(name) && call.arguments().size() == 1;
    }

    /** Whether there is one in an expression. */
    static boolean isIn(Expr typed) {
        return typed instanceof Expr.Call call && isAggregate(call)
                || typed.children().stream().anyMatch(Aggregates::isIn);
    }

    static Sql of(Expr.Call call, List<Sql> arguments) throws SqliteException {
        String name = call.name().toUpperCase(Locale.ROOT);
        int most = name.equals("GROUP_CONCAT") && !call.distinct() ? 2 : 1;
        boolean all = name.equals("COUNT") && arguments.isEmpty();
        if (!all && (arguments.isEmpty() || arguments.size() > most)) {
            throw new SqliteException("wrong number of arguments to function " + call.name() + "()");
        }
        if (all) {
            return Sql.integer("COUNT(*)");
        }
        String distinct = call.distinct() ? "DISTINCT " : "";
        Sql value = Conversion.value(arguments.get(0));
        return switch (name) {
            case "COUNT" -> Sql.integer("COUNT(" + distinct + value.text() + ')');
            case "SUM" -> sum(distinct, Conversion.number(value));
            case "TOTAL" -> Sql.of("CAST(COALESCE(SUM(" + distinct + Conversion.real(value).text()
                    + "), 0) AS DOUBLE PRECISION)", Type.REAL);
            case "AVG" -> Sql.of("CAST(AVG(" + distinct + Conversion.real(value).text() + ") AS DOUBLE PRECISION)",
                    Type.REAL);
            case "GROUP_CONCAT" -> Sql.text("LISTAGG(" + distinct + Conversion.text(value).text() + ", "
                    + (arguments.size() > 1 ? Conversion.text(arguments.get(1)).text() : "','") + ')');
            default -> new Sql(name + '(' + value.text() + ')', value.type(), value.affinity(), null, value.noCase());
        };
    }

    private static Sql sum(String distinct, Sql number) {
        String sum = "SUM(" + distinct + number.text() + ')';
        return switch (number.type()) {
            case INTEGER -> Sql.integer("CAST(" + sum + " AS BIGINT)");
            case REAL -> Sql.of("CAST(" + sum + " AS DOUBLE PRECISION)", Type.REAL);
            default -> Sql.of(sum, number.type());
        };
    }

    /** With a FILTER: it stands behind the innermost parenthesis, where H2's function ends. */
    static Sql filtered(Sql written, String condition) throws SqliteException {
        if (!written.text().matches("(?s)(COUNT|MIN|MAX|LISTAGG)\\(.*")) {
            throw SqliteException.near("FILTER");
        }
        return new Sql(written.text() + " FILTER (WHERE " + condition + ')', written.type(), written.affinity(), null,
                written.noCase());
    }
}

package switchboard.admin.sql.h2;

import java.util.Map;

/** Comparisons with SQLite's conversions of what is compared (SQLite manual, datatype3, 4.2). */
final class Comparison {
    private static final Map<String, String> OPERATORS = Map.of("=", "=", "==", "=", "!=", "<>", "<>", "<>", "<", "<",
            "<=", "<=", ">", ">", ">=", ">=", "IS", "IS NOT DISTINCT FROM", "IS NOT", "IS DISTINCT FROM");

    private Comparison() {
    }

    static boolean isOperator(String typed) {
        return OPERATORS.containsKey(typed);
    }

    static Sql of(String typed, Sql typedLeft, Sql typedRight) {
        Sql left = Conversion.value(typedLeft);
        Sql right = Conversion.value(typedRight);
        if (typed.startsWith("IS") && right.type() == Type.NULL) {
            return Sql.condition('(' + left.text() + ' ' + typed + " NULL)");
        }
        boolean noCase = left.noCase() || right.noCase();
        if (left.type() == Type.TEXT && right.type().isNumber()) {
            if (right.affinity() == Affinity.NUMERIC && left.affinity() != Affinity.NUMERIC) {
                left = Conversion.comparable(left);
            } else if (left.affinity() == Affinity.TEXT) {
                right = Conversion.text(right);
            } else {
                return ofClasses(typed, left, right, false);
            }
        } else if (left.type().isNumber() && right.type() == Type.TEXT) {
            if (left.affinity() == Affinity.NUMERIC && right.affinity() != Affinity.NUMERIC) {
                right = Conversion.comparable(right);
            } else if (right.affinity() == Affinity.TEXT) {
                left = Conversion.text(left);
            } else {
                return ofClasses(typed, left, right, true);
            }
        }
        boolean text = left.type() == Type.TEXT && right.type() == Type.TEXT && noCase;
        String first = text ? "LOWER(" + left.text() + ')' : left.text();
        String second = text ? "LOWER(" + right.text() + ')' : right.text();
        return Sql.condition('(' + first + ' ' + OPERATORS.get(typed) + ' ' + second + ')');
    }

    /** Neither converts the other: any number is less than any text. */
    private static Sql ofClasses(String typed, Sql left, Sql right, boolean numberIsLeft) {
        if (typed.startsWith("IS")) {
            String both = '(' + left.text() + " IS NULL AND " + right.text() + " IS NULL)";
            return Sql.condition(typed.equals("IS") ? both : "(NOT " + both + ')');
        }
        boolean result = switch (OPERATORS.get(typed)) {
            case "=" -> false;
            case "<>" -> true;
            case "<", "<=" -> numberIsLeft;
            default -> !numberIsLeft;
        };
        return Sql.condition("(CASE WHEN " + left.text() + " IS NULL OR " + right.text() + " IS NULL THEN NULL ELSE "
                + (result ? "TRUE" : "FALSE") + " END)");
    }
}

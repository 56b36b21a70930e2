package switchboard.admin.sql.h2;

/** Operators that count, and {@code ||}. */
final class Arithmetic {
    private Arithmetic() {
    }

    static Sql negative(Sql operand) {
        if (operand.type() == Type.INTEGER && operand.literal() != null) {
            return Sql.number(-Long.parseLong(operand.literal()));
        }
        if (operand.type() == Type.REAL && operand.literal() != null) {
            double value = -Double.parseDouble(operand.literal());
            return value == Long.MIN_VALUE ? Sql.number(Long.MIN_VALUE) : Sql.number(value);
        }
        Sql number = Conversion.number(operand);
        return Sql.of("(-" + number.text() + ')', number.type());
    }

    /** Whether operators follow each other without parentheses: H2 would read those one within the other. */
    static boolean goesOn(String before, String operator) {
        return operator.equals("||")
                ? before.equals("||")
                : (operator.equals("+") || operator.equals("-")) && (before.equals("+") || before.equals("-"));
    }

    /** Without the parentheses around it. */
    static String opened(String text) {
        return text.substring(1, text.length() - 1);
    }

    /** @param goesOn whether {@code left} is written by this too, with an operator that this one may follow */
    static Sql of(String operator, Sql left, Sql right, boolean goesOn) {
        if (operator.equals("||")) {
            String first = Conversion.text(left).text();
            return Sql.text('(' + (goesOn ? opened(first) : first) + " || " + Conversion.text(right).text() + ')');
        }
        return switch (operator) {
            case "&" -> whole("BITAND", left, right);
            case "|" -> whole("BITOR", left, right);
            case "<<" -> whole("LSHIFT", left, right);
            case ">>" -> whole("RSHIFT", left, right);
            case "%" -> Sql.integer("MOD(" + Conversion.integer(left).text() + ", NULLIF("
                    + Conversion.integer(right).text() + ", 0))");
            case "/" -> counted(left, " / ", right, false);
            default -> counted(left, ' ' + operator + ' ', right, goesOn);
        };
    }

    private static Sql whole(String function, Sql left, Sql right) {
        return Sql.integer(
                function + '(' + Conversion.integer(left).text() + ", " + Conversion.integer(right).text() + ')');
    }

    private static Sql counted(Sql left, String operator, Sql right, boolean goesOn) {
        Sql first = Conversion.number(left);
        Sql second = Conversion.number(right);
        boolean real = first.type() == Type.REAL || second.type() == Type.REAL;
        Type type = real
                ? Type.REAL
                : first.type() == Type.NUMERIC || second.type() == Type.NUMERIC ? Type.NUMERIC : Type.INTEGER;
        boolean division = operator.equals(" / ");
        String dividend = real ? Conversion.real(first).text() : first.text(); // H2 divides by DOUBLE only among its kind
        String divisor = real ? Conversion.real(second).text() : second.text();
        boolean opens = goesOn && dividend.equals(left.text());
        return Sql.of('(' + (opens ? opened(dividend) : dividend) + operator
                + (division ? "NULLIF(" + divisor + ", 0)" : divisor) + ')', type);
    }
}

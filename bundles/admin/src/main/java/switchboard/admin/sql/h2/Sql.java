package switchboard.admin.sql.h2;

/**
 * An expression in H2's words, in parentheses where it needs them.
 *
 * @param literal the value if it is a literal of type INTEGER, REAL or TEXT, else null
 * @param noCase whether COLLATE NOCASE belongs to it
 */
record Sql(String text, Type type, Affinity affinity, String literal, boolean noCase) {
    static final Sql NULL = new Sql("NULL", Type.NULL, Affinity.NONE, null, false);

    static Sql of(String text, Type type) {
        return new Sql(text, type, Affinity.NONE, null, false);
    }

    static Sql integer(String text) {
        return of(text, Type.INTEGER);
    }

    static Sql condition(String text) {
        return of(text, Type.BOOLEAN);
    }

    static Sql text(String text) {
        return of(text, Type.TEXT);
    }

    /** A string's literal. */
    static Sql string(String value) {
        return new Sql(quoted(value), Type.TEXT, Affinity.NONE, value, false);
    }

    static Sql number(long value) {
        String text = value == Long.MIN_VALUE ? "CAST('" + value + "' AS BIGINT)" : String.valueOf(value);
        return new Sql(value < 0 && value != Long.MIN_VALUE ? '(' + text + ')' : text, Type.INTEGER, Affinity.NONE,
                String.valueOf(value), false);
    }

    static Sql number(double value) {
        return new Sql("CAST('" + value + "' AS DOUBLE PRECISION)", Type.REAL, Affinity.NONE, String.valueOf(value),
                false);
    }

    static String quoted(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    Sql as(Affinity other) {
        return new Sql(text, type, other, literal, noCase);
    }

    Sql parenthesised() {
        return new Sql('(' + text + ')', type, affinity, literal, noCase);
    }

    Sql withoutCase(boolean wanted) {
        return new Sql(text, type, affinity, literal, wanted);
    }
}

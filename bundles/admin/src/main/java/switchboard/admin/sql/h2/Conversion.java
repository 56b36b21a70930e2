package switchboard.admin.sql.h2;

import java.util.List;

/** Makes of an expression what its place wants. */
final class Conversion {
    private static final String NUMBER = "'^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?'";
    private static final String WHOLE = "'^\\s*[+-]?\\d{1,18}'";
    private static final String ONLY_NUMBER = "'^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?\\s*$'";

    private Conversion() {
    }

    /** Truth as 1 and 0; all else as it is. */
    static Sql value(Sql sql) {
        return sql.type() == Type.BOOLEAN ? Sql.integer("CAST(" + sql.text() + " AS BIGINT)") : sql;
    }

    /** True for a number that isn't 0. */
    static Sql condition(Sql sql) {
        return switch (sql.type()) {
            case BOOLEAN -> sql;
            case NULL -> Sql.condition("CAST(NULL AS BOOLEAN)");
            case INTEGER, REAL, NUMERIC -> Sql.condition("(" + sql.text() + " <> 0)");
            case TEXT -> Sql.condition("(" + number(sql).text() + " <> 0)");
        };
    }

    static Sql text(Sql sql) {
        Sql value = value(sql);
        if (value.type() == Type.TEXT) {
            return value;
        }
        if (value.literal() != null && value.type() == Type.INTEGER) {
            return Sql.string(value.literal());
        }
        return Sql.text("CAST(" + value.text() + " AS VARCHAR)");
    }

    /** A number for arithmetic: of a text what it begins with. Literals are widened, else H2 counts with 32 bits. */
    static Sql number(Sql sql) {
        Sql value = value(sql);
        return switch (value.type()) {
            case NULL -> Sql.integer("CAST(NULL AS BIGINT)");
            case INTEGER -> value.literal() == null ? value : Sql.integer("CAST(" + value.text() + " AS BIGINT)");
            case REAL, NUMERIC, BOOLEAN -> value;
            case TEXT -> value.literal() != null
                    ? number(Numbers.prefix(value.literal()))
                    : prefix(value.text(), NUMBER, "DECFLOAT", Type.NUMERIC);
        };
    }

    static Sql integer(Sql sql) {
        Sql value = value(sql);
        return switch (value.type()) {
            case NULL, INTEGER, BOOLEAN -> number(value);
            case REAL, NUMERIC -> Sql.integer("CAST(TRUNC(" + value.text() + ") AS BIGINT)");
            case TEXT -> value.literal() != null && Numbers.prefix(value.literal()).type() == Type.INTEGER
                    ? number(value)
                    : prefix(value.text(), WHOLE, "BIGINT", Type.INTEGER);
        };
    }

    static Sql real(Sql sql) {
        Sql number = number(sql);
        return number.type() == Type.REAL
                ? number
                : Sql.of("CAST(" + number.text() + " AS DOUBLE PRECISION)", Type.REAL);
    }

    private static Sql prefix(String text, String pattern, String h2Type, Type type) {
        return Sql.of("CASE WHEN " + text + " IS NULL THEN NULL ELSE COALESCE(CAST(REGEXP_SUBSTR(" + text + ", "
                + pattern + ") AS " + h2Type + "), 0) END", type).parenthesised();
    }

    /** A text's number where it is one; else what is greater than any number, as texts are in SQLite. */
    static Sql comparable(Sql text) {
        if (text.literal() != null) {
            Sql number = Numbers.of(text.literal());
            return number != null ? number : Sql.of("CAST('Infinity' AS DOUBLE PRECISION)", Type.REAL);
        }
        return Sql.of("(CASE WHEN REGEXP_LIKE(" + text.text() + ", " + ONLY_NUMBER + ") THEN CAST(" + text.text()
                + " AS DOUBLE PRECISION) WHEN " + text.text()
                + " IS NOT NULL THEN CAST('Infinity' AS DOUBLE PRECISION) END)", Type.REAL);
    }

    /** One type for all: text if there is one among them, else numbers as they are. */
    static List<Sql> unified(List<Sql> mixed) {
        List<Sql> values = mixed.stream().map(Conversion::value).toList();
        boolean text = values.stream().anyMatch(value -> value.type() == Type.TEXT);
        boolean number = values.stream().anyMatch(value -> value.type().isNumber());
        return text && number
                ? values.stream().map(value -> value.type().isNumber() ? text(value) : value).toList()
                : values;
    }

    /** The type of what {@link #unified} gave. */
    static Type typeOf(List<Sql> unified) {
        Type type = Type.NULL;
        for (Sql value : unified) {
            boolean wider = type == Type.NULL || value.type() == Type.NUMERIC
                    || type == Type.INTEGER && value.type() == Type.REAL;
            type = wider && value.type() != Type.NULL ? value.type() : type;
        }
        return type;
    }
}

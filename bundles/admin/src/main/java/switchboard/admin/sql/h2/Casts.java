package switchboard.admin.sql.h2;

import java.util.Locale;

/** CAST by the affinity of the type's name (SQLite manual, datatype3, 3.1); MySQL's SIGNED and UNSIGNED are numbers. */
final class Casts {
    private Casts() {
    }

    static Sql of(Sql value, String typed) {
        String type = typed.toUpperCase(Locale.ROOT);
        if (type.contains("INT") || type.contains("SIGNED")) {
            return Conversion.integer(value).parenthesised().as(Affinity.NUMERIC);
        }
        if (type.contains("CHAR") || type.contains("TEXT") || type.contains("CLOB") || type.contains("BLOB")
                || type.isBlank()) {
            return Conversion.text(value).parenthesised().as(Affinity.TEXT);
        }
        boolean real = type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB");
        return (real ? Conversion.real(value) : Conversion.number(value)).parenthesised().as(Affinity.NUMERIC);
    }
}

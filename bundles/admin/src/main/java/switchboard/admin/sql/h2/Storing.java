package switchboard.admin.sql.h2;

import java.util.regex.Pattern;
import switchboard.admin.sql.syntax.SqliteException;
import switchboard.admin.sql.syntax.TableText;

/** Makes of a value what its column stores. */
final class Storing {
    private Storing() {
    }

    static Sql of(Sql typed, TableText table, TableText.Column column) throws SqliteException {
        Sql value = Conversion.value(typed);
        if (value.type() == Type.NULL) {
            return value;
        }
        return switch (column.storage()) {
            case TEXT -> Conversion.text(value);
            case REAL -> Conversion.real(value);
            case INTEGER -> integer(value, table, column);
        };
    }

    /** SQLite would keep a text in a column of numbers, unless a CHECK forbids it; here none can be kept. */
    private static Sql integer(Sql value, TableText table, TableText.Column column) throws SqliteException {
        if (value.literal() == null) {
            return value;
        }
        Sql number = value.type() == Type.TEXT ? Numbers.of(value.literal()) : value;
        if (number != null && number.type() == Type.REAL
                && Numbers.isWhole(Double.parseDouble(number.literal()))) {
            return Sql.number((long) Double.parseDouble(number.literal()));
        }
        if (number != null && number.type() == Type.INTEGER) {
            return number;
        }
        Pattern named = Pattern.compile("(?i)\\b" + Pattern.quote(column.name()) + "\\b");
        for (String check : table.checks()) {
            if (named.matcher(check).find()) {
                throw new SqliteException("CHECK constraint failed: " + check);
            }
        }
        throw new SqliteException("datatype mismatch: " + value.text() + " is no whole number for " + table.name() + '.'
                + column.name());
    }
}

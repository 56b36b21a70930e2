package switchboard.admin.sql.h2;

import java.util.Locale;
import switchboard.admin.sql.syntax.SqliteException;

/** Words that stand for a value where no column is called so. */
final class Constants {
    private Constants() {
    }

    /** The value, or null. */
    static Sql find(String word) throws SqliteException {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "TRUE" -> Sql.number(1);
            case "FALSE" -> Sql.number(0);
            case "CURRENT_TIMESTAMP" -> TimeFunctions.of("datetime", java.util.List.of());
            case "CURRENT_DATE" -> TimeFunctions.of("date", java.util.List.of());
            case "CURRENT_TIME" -> TimeFunctions.of("time", java.util.List.of());
            default -> null;
        };
    }
}

package switchboard.admin.sql.h2;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import switchboard.admin.sql.syntax.SqliteException;

/** Dates and times as text, in UTC unless {@code 'localtime'} is said (SQLite manual, lang_datefunc). */
final class TimeFunctions {
    private static final String EPOCH = "TIMESTAMP '1970-01-01 00:00:00'";
    private static final String NOW = "DATEADD(SECOND, CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP)) AS BIGINT), "
            + EPOCH + ')';
    private static final java.util.regex.Pattern SHIFT = java.util.regex.Pattern
            .compile("\\s*([+-]?\\d{1,9})(?:\\.0*)?\\s+(second|minute|hour|day|month|year)s?\\s*");
    private static final Map<Character, String> FORMATS = Map.of('Y', "yyyy", 'm', "MM", 'd', "dd", 'H', "HH", 'M',
            "mm", 'S', "ss", 'f', "ss.SSS", 'T', "HH:mm:ss", 'F', "yyyy-MM-dd", 'R', "HH:mm");

    private TimeFunctions() {
    }

    /** {@code date}, {@code time} or {@code datetime} of a moment and its modifiers. */
    static Sql of(String name, List<Sql> arguments) throws SqliteException {
        String format = switch (name) {
            case "date" -> "yyyy-MM-dd";
            case "time" -> "HH:mm:ss";
            default -> "yyyy-MM-dd HH:mm:ss";
        };
        return Sql.text(formatted(moment(arguments), format));
    }

    static Sql fromUnixTime(List<Sql> arguments) throws SqliteException {
        return of("datetime", List.of(arguments.get(0), Sql.string("unixepoch")));
    }

    static Sql unixEpoch(List<Sql> arguments) throws SqliteException {
        return Sql.integer("DATEDIFF(SECOND, " + EPOCH + ", " + moment(arguments) + ')');
    }

    static Sql strftime(List<Sql> arguments) throws SqliteException {
        String format = arguments.get(0).literal();
        if (format == null) {
            throw new SqliteException("strftime needs a format in quotes");
        }
        String moment = moment(arguments.subList(1, arguments.size()));
        List<String> parts = new ArrayList<>(List.of("''"));
        for (int i = 0; i < format.length(); i++) {
            boolean field = format.charAt(i) == '%' && i + 1 < format.length();
            parts.add(field ? field(format.charAt(++i), moment) : Sql.quoted(format.substring(i, i + 1)));
        }
        return Sql.text('(' + String.join(" || ", parts) + ')');
    }

    private static String field(char letter, String moment) throws SqliteException {
        if (FORMATS.containsKey(letter)) {
            return formatted(moment, FORMATS.get(letter));
        }
        return switch (letter) {
            case '%' -> "'%'";
            case 's' -> "CAST(DATEDIFF(SECOND, " + EPOCH + ", " + moment + ") AS VARCHAR)";
            case 'j' -> "LPAD(CAST(EXTRACT(DAY_OF_YEAR FROM " + moment + ") AS VARCHAR), 3, '0')";
            case 'w' -> "CAST(EXTRACT(DAY_OF_WEEK FROM " + moment + ") - 1 AS VARCHAR)";
            default -> throw new SqliteException("strftime: %" + letter + " is not known");
        };
    }

    private static String formatted(String moment, String format) {
        return "FORMATDATETIME(" + moment + ", '" + format + "')";
    }

    /** H2's TIMESTAMP of the arguments; now if there are none. */
    private static String moment(List<Sql> arguments) throws SqliteException {
        if (arguments.isEmpty() || arguments.size() == 1 && isNow(arguments.get(0))) {
            return NOW;
        }
        List<String> modifiers = new ArrayList<>();
        for (Sql modifier : arguments.subList(1, arguments.size())) {
            modifiers.add(String.valueOf(modifier.literal()).toLowerCase(Locale.ROOT));
        }
        boolean seconds = !modifiers.isEmpty() && List.of("unixepoch", "auto").contains(modifiers.get(0));
        String moment = start(arguments.get(0), seconds);
        for (String modifier : seconds ? modifiers.subList(1, modifiers.size()) : modifiers) {
            moment = modified(moment, modifier);
        }
        return moment;
    }

    private static boolean isNow(Sql first) {
        return first.literal() != null && first.literal().equalsIgnoreCase("now");
    }

    private static String start(Sql first, boolean seconds) {
        if (isNow(first)) {
            return NOW;
        }
        if (seconds) {
            return "DATEADD(SECOND, " + Conversion.integer(first).text() + ", " + EPOCH + ')';
        }
        if (first.type() == Type.TEXT && first.literal() != null) {
            return literal(first.literal());
        }
        if (first.type() == Type.TEXT) {
            String date = "'^\\d{4}-\\d\\d-\\d\\d([ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?)?$'"; // else NULL
            return "CASE WHEN REGEXP_LIKE(" + first.text() + ", " + date + ") THEN CAST(" + first.text()
                    + " AS TIMESTAMP) END";
        }
        // a number alone is a Julian day
        return "DATEADD(SECOND, CAST(ROUND((" + Conversion.real(first).text() + " - 2440587.5) * 86400) AS BIGINT), "
                + EPOCH + ')';
    }

    private static String literal(String typed) {
        String iso = typed.strip().replace(' ', 'T');
        try {
            LocalDateTime moment = iso.length() == 10
                    ? LocalDate.parse(iso).atStartOfDay()
                    : LocalDateTime.parse(iso);
            return "TIMESTAMP '" + moment.toString().replace('T', ' ') + (moment.getSecond() == 0
                    && moment.getNano() == 0 ? ":00'" : "'");
        } catch (DateTimeParseException noDate) {
            return "CAST(NULL AS TIMESTAMP)";
        }
    }

    private static String modified(String moment, String modifier) throws SqliteException {
        Matcher shift = SHIFT.matcher(modifier);
        if (shift.matches()) {
            return "DATEADD(" + shift.group(2).toUpperCase(Locale.ROOT) + ", " + Integer.parseInt(shift.group(1)) + ", "
                    + moment + ')';
        }
        return switch (modifier) {
            case "start of day" -> "DATE_TRUNC('DAY', " + moment + ')';
            case "start of month" -> "DATE_TRUNC('MONTH', " + moment + ')';
            case "start of year" -> "DATE_TRUNC('YEAR', " + moment + ')';
            case "utc" -> moment;
            case "localtime" -> "CAST(DATEADD(SECOND, DATEDIFF(SECOND, " + EPOCH + ", " + moment
                    + "), TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00') AS TIMESTAMP)";
            default -> throw new SqliteException("date and time: modifier '" + modifier + "' is not known");
        };
    }
}

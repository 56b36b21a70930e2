package switchboard.admin.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** H2's errors in the words that scripts made for ProxySQL (SQLite) know. */
public final class ErrorText {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern CONSTRAINT = Pattern
            .compile("(?i)\\b(?:(CK|UQ)_(\\w+)_(\\d+)|PK_(\\w+?)(?:_INDEX_\\w+)?)\\b");
    private static final Pattern NEAR = Pattern.compile("\\[\\*\\]\\s*(\\S*)");

    private ErrorText() {
    }

    /**
     * The message, without prefix.
     *
     * @param tables finds what a table's CREATE says, null for none
     */
    public static String of(SQLException thrown, boolean statistics, Function<String, TableText> tables) {
        SQLException error = thrown.getErrorCode() == 90111 && thrown.getCause() instanceof SQLException cause
                ? cause
                : thrown;
        String message = String.valueOf(error.getMessage());
        return switch (error.getErrorCode()) {
            case 42102, 42103, 42104 -> "no such table: " + quoted(message, 1);
            case 42122 -> "no such column: " + quoted(message, 1);
            case 90079 -> "unknown database " + quoted(message, 1);
            case 23505 -> "UNIQUE constraint failed: " + unique(message, tables);
            case 23513, 23514 -> "CHECK constraint failed: " + check(message, tables);
            case 23502 -> "NOT NULL constraint failed: " + quoted(message, 1);
            case 42000, 42001 -> "near \"" + near(message) + "\": syntax error";
            case 21002 -> "the number of values is not the number of columns";
            case 22018, 22007 -> "a value has the wrong type: " + first(message) + "; quote text, and numbers that are "
                    + "compared with text";
            case 90096 -> statistics ? "attempt to write a readonly database" : "no such table: " + quoted(message, 1);
            case 90028, 90031 ->
                "the disk database can't be used: " + first(message) + "; free some space and try again";
            default -> first(message);
        };
    }

    private static String first(String message) {
        int statement = message.indexOf("; SQL statement:");
        return (statement < 0 ? message : message.substring(0, statement)).lines().findFirst().orElse("");
    }

    private static String quoted(String message, int group) {
        Matcher matcher = QUOTED.matcher(message);
        return matcher.find() ? matcher.group(group) : first(message);
    }

    private static String unique(String message, Function<String, TableText> tables) {
        Matcher matcher = CONSTRAINT.matcher(message);
        while (matcher.find()) {
            boolean primary = matcher.group(4) != null;
            String table = (primary ? matcher.group(4) : matcher.group(2)).toLowerCase(Locale.ROOT);
            TableText text = tables.apply(table);
            if (text != null && !text.keys().isEmpty()) {
                int index = primary ? 0 : Integer.parseInt(matcher.group(3));
                List<String> key = text.keys().get(Math.min(index, text.keys().size() - 1));
                return String.join(", ", key.stream().map(column -> table + "." + column).toList());
            }
        }
        return first(message);
    }

    private static String check(String message, Function<String, TableText> tables) {
        Matcher matcher = CONSTRAINT.matcher(message);
        while (matcher.find()) {
            if (matcher.group(2) != null) {
                TableText text = tables.apply(matcher.group(2).toLowerCase(Locale.ROOT));
                int index = Integer.parseInt(matcher.group(3));
                if (text != null && index >= 1 && index <= text.checks().size()) {
                    return text.checks().get(index - 1);
                }
            }
        }
        return first(message);
    }

    private static String near(String message) {
        Matcher matcher = NEAR.matcher(message);
        String word = matcher.find() ? matcher.group(1) : "";
        return word.replaceAll("[\";]+$", "");
    }
}

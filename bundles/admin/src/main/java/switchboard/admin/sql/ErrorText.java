package switchboard.admin.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.sql.syntax.SqliteException;
import switchboard.admin.sql.syntax.TableText;

/** H2's errors in the words that scripts made for ProxySQL (SQLite) know. */
public final class ErrorText {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern CONSTRAINT = Pattern.compile("(?i)\\b(PK|UQ|CK)_(\\w+)");
    private static final int OF_LINKED_TABLE = 90111;

    private ErrorText() {
    }

    /**
     * The message, without prefix.
     *
     * @param target the table that was to be changed, or null
     */
    public static String of(SQLException thrown, boolean statistics, TableText target) {
        if (thrown instanceof SqliteException known) {
            return known.getMessage();
        }
        SQLException error = cause(thrown);
        String message = String.valueOf(error.getMessage());
        return switch (error.getErrorCode()) {
            case 42102, 42103, 42104 -> "no such table: " + quoted(message);
            case 42122 -> "no such column: " + quoted(message);
            case 23505 -> "UNIQUE constraint failed: " + key(message, target);
            case 23513, 23514 -> "CHECK constraint failed: " + check(message, target);
            case 23502 ->
                "NOT NULL constraint failed: " + (target == null ? "" : target.name() + '.') + quoted(message);
            case 22018, 22007, 22001 -> "datatype mismatch: " + first(message);
            case 22003, 22004 -> "integer overflow";
            case 57014 -> "interrupted";
            case 90096 -> statistics || target == null
                    ? "attempt to write a readonly database"
                    : "table " + target.name() + " may not be modified";
            case 90028, 90031 ->
                "the disk database can't be used: " + first(message) + "; free some space and try again";
            default -> first(message);
        };
    }

    /** The error of the file's table behind that of the link to it. */
    static SQLException cause(SQLException thrown) {
        return thrown.getErrorCode() == OF_LINKED_TABLE && thrown.getCause() instanceof SQLException cause
                ? cause
                : thrown;
    }

    private static String first(String message) {
        int statement = message.indexOf("; SQL statement:");
        return (statement < 0 ? message : message.substring(0, statement)).lines().findFirst().orElse("");
    }

    private static String quoted(String message) {
        Matcher matcher = QUOTED.matcher(message);
        return matcher.find() ? matcher.group(1) : first(message);
    }

    private static String key(String message, TableText target) {
        int number = target == null ? -1 : number(message, "UQ", target.name());
        boolean primary = number < 0 && target != null && number(message, "PK", target.name()) == 0;
        if (primary && !target.keys().isEmpty()) {
            return columns(target, 0);
        }
        boolean hasPrimary = target != null && target.columns().stream().anyMatch(column -> column.keyPosition() > 0);
        int index = hasPrimary ? number : number - 1;
        return number > 0 && index < target.keys().size() ? columns(target, index) : first(message);
    }

    private static String columns(TableText table, int index) {
        List<String> names = table.keys().get(index);
        return String.join(", ", names.stream().map(name -> table.name() + '.' + table.column(name).name()).toList());
    }

    private static String check(String message, TableText target) {
        int number = target == null ? -1 : number(message, "CK", target.name());
        return number >= 1 && number <= target.checks().size() ? target.checks().get(number - 1) : first(message);
    }

    /** The number in a constraint's name, 0 if it has none, -1 if the message names no such constraint of the table. */
    private static int number(String message, String kind, String table) {
        Matcher matcher = CONSTRAINT.matcher(message);
        while (matcher.find()) {
            String name = matcher.group(2);
            if (matcher.group(1).equalsIgnoreCase(kind) && name.regionMatches(true, 0, table, 0, table.length())) {
                String rest = name.substring(table.length());
                if (rest.matches("_\\d{1,4}(_INDEX_\\w+)?")) {
                    return Integer.parseInt(rest.replaceAll("_(\\d+).*", "$1"));
                }
                if (rest.isEmpty() || rest.startsWith("_INDEX_")) {
                    return 0;
                }
            }
        }
        return -1;
    }
}

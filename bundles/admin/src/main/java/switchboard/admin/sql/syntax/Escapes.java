package switchboard.admin.sql.syntax;

/** What follows a backslash in a string (MySQL manual, String Literals, table of escape sequences). */
final class Escapes {
    private Escapes() {
    }

    static String of(char escaped) {
        return switch (escaped) {
            case '0' -> "\0";
            case 'b' -> "\b";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'Z' -> "\u001A";
            case '%' -> "\\%"; // kept for LIKE
            case '_' -> "\\_";
            default -> String.valueOf(escaped);
        };
    }
}

package switchboard.mysql.proxy.variables;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * User variables whose value the proxy knows because a literal or a known value was assigned: {@code @a} to the text that
 * assigns it again. What isn't understood here only its connection knows.
 */
final class UserVariable {
    /** A session's known ones, in all; more keep the connection. */
    static final int MAX_COUNT = 64;
    static final int MAX_CHARACTERS = 8192;

    private static final Pattern NAME = Pattern.compile("@[A-Za-z0-9_.$]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(?:\\.[0-9]{1,30})?");
    private static final int MAX_TEXT = 1024;

    private UserVariable() {
    }

    /** The name in lower case, or null if it is no plain user variable. */
    static String name(String token) {
        return NAME.matcher(token).matches() ? token.toLowerCase(Locale.ROOT) : null;
    }

    static boolean is(String name) {
        return name.charAt(0) == '@';
    }

    /** The value as it can be assigned again, another variable's name included; null for an expression. */
    static String value(String token) {
        if (NUMBER.matcher(token).matches() || isText(token)) {
            return token;
        }
        String upper = token.toUpperCase(Locale.ROOT);
        return switch (upper) {
            case "NULL", "TRUE", "FALSE" -> upper;
            default -> name(token);
        };
    }

    /** In single quotes, ASCII, no backslash: means the same under every sql_mode and character set of the client. */
    private static boolean isText(String token) {
        return token.length() >= 2 && token.length() <= MAX_TEXT && token.charAt(0) == '\''
                && token.charAt(token.length() - 1) == '\''
                && token.chars().allMatch(c -> c >= ' ' && c < 127 && c != '\\');
    }
}

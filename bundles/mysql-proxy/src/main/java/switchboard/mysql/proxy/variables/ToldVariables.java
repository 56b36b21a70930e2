package switchboard.mysql.proxy.variables;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a SET that the proxy answers tells a client that follows its session (MySQL reference, session_track_system_variables at
 * its default): drivers choose by it how they encode statements.
 */
public final class ToldVariables {
    private static final List<String> BY_NAMES = List.of("character_set_client", "character_set_connection",
            "character_set_results");
    private static final String NAMES = "NAMES ";
    private static final String CHARACTER_SET = "CHARACTER SET ";

    private ToldVariables() {
    }

    /** Names and values; without those whose values only the server knows. */
    public static List<Map.Entry<String, String>> of(SetStatement statement) {
        List<Map.Entry<String, String>> told = new ArrayList<>();
        for (Map.Entry<String, String> change : statement.changes()) {
            tell(change.getKey(), change.getValue(), told);
        }
        return told;
    }

    /** @param text null for the default */
    private static void tell(String name, String text, List<Map.Entry<String, String>> told) {
        if (name.equals(TrackedVariables.AUTOCOMMIT)) {
            told.add(Map.entry(name, text == null ? "ON" : "OFF"));
        } else if (text == null || text.endsWith(" DEFAULT")) {
            return;
        } else if (name.equals(TrackedVariables.NAMES)) {
            boolean all = text.startsWith(NAMES); // CHARACTER SET takes that of the connection from the schema
            String charset = charset(text.substring(all ? NAMES.length() : CHARACTER_SET.length()).split(" ", 2)[0]);
            BY_NAMES.stream().filter(each -> all || !each.equals("character_set_connection"))
                    .forEach(each -> told.add(Map.entry(each, charset)));
        } else if (BY_NAMES.contains(name)) {
            told.add(Map.entry(name, charset(value(text))));
        } else if (name.equals("time_zone")) {
            told.add(Map.entry(name, unquoted(value(text))));
        }
    }

    private static String value(String assignment) {
        return assignment.substring(assignment.indexOf('=') + 1).strip();
    }

    /** Servers call it by its full name. */
    private static String charset(String text) {
        String name = unquoted(text).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "utf8" -> "utf8mb3";
            case "null" -> "";
            default -> name;
        };
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && (text.startsWith("'") || text.startsWith("\""))
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}

package switchboard.admin.command.route;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.sql.syntax.Lexer;
import switchboard.admin.sql.syntax.SqliteException;
import switchboard.api.query.RouteQuestion;

/** Reads {@code EXPLAIN ROUTE FOR '<sql>' [USER u] [SCHEMA s] [FROM addr] [TO addr:port]}; the parts in any order. */
final class RouteForm {
    static final String FORM = "write EXPLAIN ROUTE FOR '<sql>' [USER <user>] [SCHEMA <schema>] [FROM <client address>]"
            + " [TO <proxy address>:<port>]";
    private static final String HEAD = "(?is)\\s*+EXPLAIN\\s++ROUTE\\s++FOR\\s++";
    private static final String VALUE = "'[^']*+'|\"[^\"]*+\"|`[^`]*+`|[^\\s'\"`;]++";
    private static final String REST = "((?:\\s++\\w++\\s++(?:" + VALUE + "))*+)[\\s;]*+";
    /** As SQLite reads a string, and else as MySQL does: as with all statements. */
    private static final Pattern SQLITE = Pattern.compile(HEAD + "('(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\")" + REST);
    private static final Pattern MYSQL = Pattern
            .compile(HEAD + "('(?:[^'\\\\]|''|\\\\.)*+'|\"(?:[^\"\\\\]|\"\"|\\\\.)*+\")" + REST);
    private static final Set<String> PARTS = Set.of("USER", "SCHEMA", "FROM", "TO");
    private static final Pattern PART = Pattern.compile("(\\w+)\\s+(" + VALUE + ")");

    private RouteForm() {
    }

    /** @throws SqliteException the text can't be read; the message says what is expected */
    static RouteQuestion read(String text) throws SqliteException {
        Matcher form = SQLITE.matcher(text);
        if (!form.matches()) {
            form = MYSQL.matcher(text);
        }
        if (!form.matches()) {
            throw new SqliteException(FORM);
        }
        Map<String, String> parts = new HashMap<>();
        Matcher part = PART.matcher(form.group(2));
        while (part.find()) {
            String name = part.group(1).toUpperCase(Locale.ROOT);
            if (!PARTS.contains(name) || parts.put(name, unquoted(part.group(2))) != null) {
                throw new SqliteException("near \"" + part.group(1) + "\": " + FORM);
            }
        }
        return question(Lexer.firstStatement(form.group(1)).get(0).value(), parts);
    }

    private static String unquoted(String value) {
        return "'\"`".indexOf(value.charAt(0)) < 0 ? value : value.substring(1, value.length() - 1);
    }

    private static RouteQuestion question(String sql, Map<String, String> parts) throws SqliteException {
        String to = parts.getOrDefault("TO", "");
        int colon = to.lastIndexOf(':');
        String port = to.substring(colon + 1);
        if (!to.isEmpty() && (colon < 0 || !port.matches("\\d{1,5}"))) {
            throw new SqliteException("TO '" + to + "' is no address and port: " + FORM);
        }
        return new RouteQuestion(sql, parts.getOrDefault("USER", ""), parts.getOrDefault("SCHEMA", ""),
                parts.getOrDefault("FROM", ""), to.isEmpty() ? "" : to.substring(0, colon),
                to.isEmpty() ? 0 : Integer.parseInt(port));
    }
}

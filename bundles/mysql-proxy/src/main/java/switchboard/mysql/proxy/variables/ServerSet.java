package switchboard.mysql.proxy.variables;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SET of session variables whose values only the server can tell: it runs there, and the server is asked what the
 * variables have become; with that they can be set on any connection.
 *
 * @param names of system variables of the session, in lower case
 */
public record ServerSet(List<String> names) {
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?is)(?:(?:SESSION|LOCAL)\\s++|@@(?:SESSION|LOCAL)\\.|@@)?+`?([a-z_0-9]++)`?\\s*+:?=\\s*+(\\S.*+)");
    private static final Pattern NAME = Pattern.compile("[a-z_0-9]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(?:\\.[0-9]{1,10})?");
    /** Set for one statement only, or used up by statements, or part of something else, or (timestamp) going on when set. */
    private static final Set<String> NOT_REPEATED = Set.of("insert_id", "last_insert_id", "identity", "rand_seed1",
            "rand_seed2", "timestamp", "gtid_seq_no", "gtid_next", "server_id", "gtid_domain_id", "autocommit",
            "tx_isolation",
            "transaction_isolation", "tx_read_only", "transaction_read_only", "default_master_connection", "password",
            "names", "charset", "role", "warning_count", "error_count", "session_track_system_variables",
            "session_track_schema", "session_track_state_change", "session_track_transaction_info", "sql_log_bin",
            "sql_auto_is_null", "max_session_mem_used");
    private static final int MAX_NAMES = 20;
    private static final int MAX_VALUE = 1024;

    /** Null if it sets anything else, too. */
    public static ServerSet parse(String sql) {
        String text = sql.strip();
        while (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).stripTrailing();
        }
        if (!text.regionMatches(true, 0, "SET ", 0, 4) || text.contains(":=") && text.indexOf('@') >= 0) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (String assignment : split(text.substring(4))) {
            Matcher matcher = ASSIGNMENT.matcher(assignment);
            if (!matcher.matches()) {
                return null;
            }
            String name = matcher.group(1).toLowerCase(Locale.ROOT);
            if (!isRepeatable(name) || names.size() == MAX_NAMES) {
                return null;
            }
            names.add(name);
        }
        return names.isEmpty() ? null : new ServerSet(List.copyOf(names));
    }

    private static boolean isRepeatable(String name) {
        return !NOT_REPEATED.contains(name) && !name.startsWith("character_set_") && !name.startsWith("collation_")
                && !name.startsWith("pseudo_") && !name.startsWith("debug");
    }

    /** The text that sets a variable to what a server has reported; null if it can't be set so on another connection. */
    public static String assignment(String name, String value) {
        return NAME.matcher(name).matches() && isRepeatable(name)
                ? assignment(name, NUMBER.matcher(value).matches(), value)
                : null;
    }

    /** Parts between commas outside of quotes and parentheses; none if that can't be told, or there is a second statement. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"' || c == '`') {
                quote = c;
            } else if (c == ';' || c == '#' || text.startsWith("--", i) || text.startsWith("/*", i)) {
                return List.of();
            } else if (c == '(' || c == ')') {
                depth += c == '(' ? 1 : -1;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return quote != 0 || depth != 0 || text.indexOf('\\') >= 0 ? List.of() : parts;
    }

    /** Asks for the values. */
    public String question() {
        StringBuilder sql = new StringBuilder("SELECT ");
        for (String name : names) {
            sql.append(sql.length() > 7 ? "," : "").append("@@session.").append(name);
        }
        return sql.toString();
    }

    /**
     * The text that sets a variable to what the server says; null if it can't be written the same for every session.
     *
     * @param numeric whether the column is a number
     * @param value null for NULL
     */
    public static String assignment(String name, boolean numeric, String value) {
        if (value == null) {
            return name + "=NULL";
        }
        if (numeric) {
            return name + "=" + value;
        }
        boolean plain = value.length() <= MAX_VALUE
                && value.chars().allMatch(c -> c >= ' ' && c < 127 && c != '\\' && c != '\'');
        return plain ? name + "='" + value + "'" : null;
    }
}

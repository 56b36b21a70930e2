package switchboard.h2.server;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What MySQL clients say that H2 doesn't know, answered or put into its words. */
final class MySqlText {
    /** A variable; group 1 is missing where quotes or a comment are passed over. */
    private static final Pattern VARIABLE = Pattern.compile(
            "'[^']*+'|\"[^\"]*+\"|`[^`]*+`|(?s:/\\*.*?\\*/)|--\\s.*|@@(?:session\\.|global\\.|local\\.)?(\\w+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LEADING_COMMENTS = Pattern
            .compile("(?s)^(?:\\s++|/\\*(?!!).*?\\*/|(?:--\\s|#)[^\n]*+)++");
    private static final Pattern END = Pattern.compile("[;\\s]++$");
    private static final Pattern AFTER_ITEM = Pattern.compile("(?is)(?:,|(?:FROM|LIMIT|FOR)\\b).*|");
    private static final Pattern FROM = Pattern.compile("(?i)\\bFROM\\b");
    private static final Pattern WRITES = Pattern.compile(
            "(?is)\\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|TRUNCATE|MERGE|RENAME|LOAD|GRANT|REVOKE)\\b.*");
    private static final Pattern IGNORED = Pattern.compile(
            "(?is)\\s*(/\\*!|SET\\b|LOCK\\s+TABLES|UNLOCK\\s+TABLES|FLUSH\\b).*");
    private static final Pattern AUTOCOMMIT = Pattern.compile(
            "(?is)\\s*SET\\s+(?:SESSION\\s+|@@(?:session\\.)?)?autocommit\\s*=\\s*(0|1|on|off|true|false)\\s*;?\\s*");

    private final Map<String, String> variables;

    MySqlText(int serverId) {
        variables = Map.ofEntries(Map.entry("server_id", String.valueOf(serverId)),
                Map.entry("hostname", serverId == 1 ? "'demo-writer'" : "'demo-reader'"),
                Map.entry("version", "'8.0.30'"),
                Map.entry("version_comment", "'Switchboard demo (H2)'"),
                Map.entry("read_only", serverId == 1 ? "0" : "1"),
                Map.entry("super_read_only", serverId == 1 ? "0" : "1"), Map.entry("autocommit", "1"),
                Map.entry("tx_isolation", "'READ-COMMITTED'"), Map.entry("transaction_isolation", "'READ-COMMITTED'"),
                Map.entry("max_allowed_packet", "67108864"), Map.entry("sql_mode", "''"),
                Map.entry("auto_increment_increment", "1"), Map.entry("lower_case_table_names", "0"),
                Map.entry("wait_timeout", "28800"), Map.entry("interactive_timeout", "28800"),
                Map.entry("time_zone", "'SYSTEM'"), Map.entry("system_time_zone", "'UTC'"),
                Map.entry("character_set_client", "'utf8mb4'"), Map.entry("character_set_connection", "'utf8mb4'"),
                Map.entry("character_set_results", "'utf8mb4'"), Map.entry("character_set_server", "'utf8mb4'"),
                Map.entry("collation_server", "'utf8mb4_general_ci'"),
                Map.entry("collation_connection", "'utf8mb4_general_ci'"), Map.entry("init_connect", "''"),
                Map.entry("license", "'Apache-2.0'"), Map.entry("net_write_timeout", "60"),
                Map.entry("performance_schema", "0"), Map.entry("query_cache_size", "0"),
                Map.entry("query_cache_type", "'OFF'"), Map.entry("transaction_read_only", "0"),
                Map.entry("tx_read_only", "0"));
    }

    /** The statement without comments before it and semicolons behind it. */
    static String plain(String sql) {
        String begin = LEADING_COMMENTS.matcher(sql).replaceFirst("");
        return END.matcher(begin).replaceFirst("");
    }

    static boolean writes(String sql) {
        return WRITES.matcher(sql).matches();
    }

    /** Whether it is answered OK without doing anything. */
    static boolean isIgnored(String sql) {
        return IGNORED.matcher(sql).matches();
    }

    /** The mode that SET autocommit wants; empty for other statements. */
    static Optional<Boolean> autocommit(String sql) {
        Matcher matcher = AUTOCOMMIT.matcher(sql);
        return matcher.matches()
                ? Optional.of(matcher.group(1).matches("(?i)1|on|true"))
                : Optional.empty();
    }

    /** With values in the place of variables, each labelled as it was written where it stands alone. */
    String translate(String sql) {
        String text = plain(sql);
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String value = matcher.group(1) == null
                    ? null
                    : variables.get(matcher.group(1).toLowerCase(Locale.ROOT));
            boolean alone = value != null && standsAlone(text, matcher.start(), matcher.end());
            matcher.appendReplacement(out, Matcher.quoteReplacement(value == null
                    ? matcher.group()
                    : alone ? value + " AS \"" + matcher.group() + "\"" : value));
        }
        matcher.appendTail(out);
        String result = out.toString();
        if (result.equalsIgnoreCase("SHOW TABLES")) {
            return "SELECT table_name AS \"Tables_in_demo\" FROM INFORMATION_SCHEMA.TABLES WHERE table_schema = 'demo'";
        }
        return FROM.matcher(result).find()
                ? result
                : result.replaceFirst("(?i)\\s+FOR\\s+UPDATE$", "");
    }

    /** Whether it is a whole item of what is selected: not in parentheses, and not of ORDER BY. */
    private static boolean standsAlone(String text, int start, int end) {
        String before = text.substring(0, start).stripTrailing().toUpperCase(Locale.ROOT);
        return before.startsWith("SELECT") && (before.endsWith("SELECT") || before.endsWith(","))
                && before.chars().filter(c -> c == '(').count() == before.chars().filter(c -> c == ')').count()
                && !FROM.matcher(before).find() && AFTER_ITEM.matcher(text.substring(end).stripLeading()).matches();
    }
}

package switchboard.admin.command.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.Reply;

/** The questions with which Connector/J, MariaDB Connector/J, .NET, Workbench and DBeaver begin. */
final class ConnectorAnswers {
    private static final Map<String, String> VALUES = Map.ofEntries(Map.entry("auto_increment_increment", "1"),
            Map.entry("character_set_client", "utf8"), Map.entry("character_set_connection", "utf8"),
            Map.entry("character_set_results", "utf8"), Map.entry("character_set_server", "utf8"),
            Map.entry("character_set_database", "utf8"), Map.entry("collation_server", "utf8_general_ci"),
            Map.entry("collation_connection", "utf8_general_ci"), Map.entry("collation_database", "utf8_general_ci"),
            Map.entry("init_connect", ""), Map.entry("interactive_timeout", "28800"),
            Map.entry("license", "Apache-2.0"),
            Map.entry("lower_case_table_names", "0"), Map.entry("max_allowed_packet", "67108864"),
            Map.entry("net_buffer_length", "16384"), Map.entry("net_write_timeout", "60"),
            Map.entry("performance_schema", "0"), Map.entry("query_cache_size", "0"),
            Map.entry("query_cache_type", "OFF"), Map.entry("sql_mode", "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION"),
            Map.entry("system_time_zone", "UTC"), Map.entry("time_zone", "SYSTEM"),
            Map.entry("transaction_isolation", "REPEATABLE-READ"), Map.entry("tx_isolation", "REPEATABLE-READ"),
            Map.entry("transaction_read_only", "0"), Map.entry("tx_read_only", "0"), Map.entry("wait_timeout", "28800"),
            Map.entry("version_comment", "(ProxySQL Admin Module)"),
            Map.entry("version_compile_os", "Linux"), Map.entry("autocommit", "1"), Map.entry("server_id", "0"));
    private static final Pattern ITEM = Pattern.compile(
            "@@(?:session\\.|global\\.)?(\\w+)(?:\\s+AS\\s+[`'\"]?(\\w+)[`'\"]?)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHOW_SOME = Pattern.compile("show variables where variable_name (?:in ?\\(|= ?').*");
    private static final Pattern QUOTED = Pattern.compile("'(\\w+)'");
    private static final Pattern SHOW_LIKE = Pattern.compile("show (?:session |global )?variables like '([a-z_]+)'");
    /** .NET wants these six, and is told less than others. */
    private static final String DOT_NET = "SELECT @@max_allowed_packet, @@character_set_client, "
            + "@@character_set_connection, @@license, @@sql_mode, @@lower_case_table_names";
    /** What SHOW VARIABLES WHERE tells old versions of Connector/J. */
    private static final String SMALL_PACKET = "4194304";

    private ConnectorAnswers() {
    }

    static Reply of(String text, String lower) {
        if (text.equalsIgnoreCase(DOT_NET)) {
            return new Reply.Table(List.of(DOT_NET.substring(7).split(", ")),
                    List.<Object[]>of(new Object[]{VALUES.get("max_allowed_packet"), "utf8", "utf8", "", "", ""}));
        }
        if (text.regionMatches(true, 0, "SELECT @@", 0, 9)) {
            return select(text.substring(7).replaceFirst("(?i) LIMIT \\d+$", ""));
        }
        Matcher like = SHOW_LIKE.matcher(lower);
        if (like.matches() && VALUES.containsKey(like.group(1))) {
            return new Reply.Table(List.of("Variable_name", "Value"),
                    List.<Object[]>of(new Object[]{like.group(1), VALUES.get(like.group(1))}));
        }
        return SHOW_SOME.matcher(lower).matches() && lower.contains("max_allowed_packet") ? show(lower) : null;
    }

    /** The value of a variable by its name with @@, or null. */
    static String variable(String name) {
        Matcher matcher = ITEM.matcher(name);
        return matcher.matches() ? VALUES.get(matcher.group(1).toLowerCase(Locale.ROOT)) : null;
    }

    /** Each item a variable that we know: else the statement is left to others. */
    private static Reply select(String list) {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (String item : list.split(",")) {
            Matcher matcher = ITEM.matcher(item.strip());
            String value = variable(item.strip());
            if (value == null || !matcher.matches()) {
                return null;
            }
            columns.add(matcher.group(2) != null ? matcher.group(2) : item.strip());
            values.add(value);
        }
        return columns.size() == 1 && columns.get(0).equalsIgnoreCase("@@max_allowed_packet")
                ? null
                : new Reply.Table(columns, List.<Object[]>of(values.toArray()));
    }

    private static Reply show(String names) {
        List<Object[]> rows = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(names);
        while (quoted.find()) {
            String name = quoted.group(1);
            if (VALUES.containsKey(name)) {
                rows.add(new Object[]{name, name.equals("max_allowed_packet") ? SMALL_PACKET : VALUES.get(name)});
            }
        }
        return new Reply.Table(List.of("Variable_name", "Value"), rows);
    }
}

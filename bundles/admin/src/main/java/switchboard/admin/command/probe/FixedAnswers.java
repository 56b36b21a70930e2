package switchboard.admin.command.probe;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.api.variables.VariableValues;

/** What clients ask of every server, answered as ProxySQL's administration does (ProxySQL 2.7, admin commands 3). */
public final class FixedAnswers implements AdminCommand {
    private static final Pattern VARIABLE = Pattern.compile("(?i)SELECT @@([0-9A-Za-z_-]+)( LIMIT \\d+)?");

    private final Services services;

    public FixedAnswers(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        String lower = text.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "select @@version_comment limit 1" ->
                Reply.Table.one("(ProxySQL Admin Module)", "(ProxySQL Admin Module)");
            case "select current_user()", "select user()" ->
                Reply.Table.one(text.substring(7), caller.username() + "@" + caller.clientHost());
            case "select database()", "select database() as name" ->
                Reply.Table.one(lower.endsWith("name") ? "name" : "DATABASE()", database(caller));
            case "select database(), user() limit 1" -> new Reply.Table(List.of("DATABASE()", "USER()"),
                    List.<Object[]>of(new Object[]{database(caller), caller.username()}));
            case "select $$" -> dollars();
            case "select count(*) from information_schema.tables where table_schema = 'performance_schema' "
                    + "and table_name = 'session_variables'" ->
                Reply.Table.one("COUNT(*)", "0");
            default -> prefixed(text, lower);
        };
    }

    /** How mysql asks whether the server knows dollar quoting, which servers from 8.1 on do. */
    private Reply dollars() {
        VariableValues variables = services.variables();
        boolean known = variables != null && variables.text("mysql-server_version").startsWith("8.1");
        return known
                ? new Reply.Err(1064, "28000", "ProxySQL Admin Error: You have an error in your SQL syntax near '$$'")
                : new Reply.Err(1054, "28000", "ProxySQL Admin Error: Unknown column '$$' in 'field list'");
    }

    private static String database(Caller caller) {
        return caller.statistics() ? "stats" : "admin";
    }

    private Reply prefixed(String text, String lower) {
        if (lower.startsWith("select concat(@@version, ' ', @@version_comment)")) {
            return Reply.Table.one(text.substring(7), services.version() + " Admin Module");
        }
        if (lower.startsWith("select @@version")) {
            return Reply.Table.one("@@version", services.version());
        }
        if (lower.startsWith("select version()")) {
            return Reply.Table.one("version()", services.version());
        }
        if (lower.startsWith("select @@sql_mode")) {
            return Reply.Table.one("@@sql_mode", "");
        }
        if (lower.startsWith("select connection_id()")) {
            return Reply.Table.one("CONNECTION_ID()", "0");
        }
        Reply connector = ConnectorAnswers.of(text, lower);
        return connector != null ? connector : variable(text);
    }

    /** Any variable of global_variables or stats_mysql_global by name. */
    private static Reply variable(String text) {
        Matcher matcher = VARIABLE.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String name = matcher.group(1).equalsIgnoreCase("max_allowed_packet")
                ? "mysql-max_allowed_packet"
                : matcher.group(1);
        return new Reply.Sql("SELECT variable_value AS '@@" + matcher.group(1) + "' FROM global_variables "
                + "WHERE LOWER(variable_name) = LOWER('" + name + "') UNION ALL SELECT variable_value FROM "
                + "stats.stats_mysql_global WHERE LOWER(variable_name) = LOWER('" + name + "')");
    }
}

package switchboard.admin.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.api.config.Rejection;
import switchboard.api.table.AdminDatabase;
import switchboard.api.table.TableDefinition;

/** The SHOW family (ProxySQL 2.7, admin commands 8). */
final class ShowCommand implements AdminCommand {
    private static final Pattern TABLES = Pattern.compile(
            "(?i)SHOW (?:FULL )?TABLES(?: (?:FROM|IN) [`'\"]?(\\w+)[`'\"]?)?(?: LIKE (.+))?");
    private static final Pattern CREATE = Pattern.compile(
            "(?i)SHOW CREATE TABLE [`'\"]?(?:(\\w+)[`'\"]?\\.[`'\"]?)?(\\w+)[`'\"]?");
    private static final Pattern LIKE = Pattern.compile("(?is)SHOW (?:GLOBAL |SESSION )?VARIABLES LIKE (.+)");
    private static final Pattern WHERE = Pattern.compile("(?is)SHOW (?:GLOBAL |SESSION )?VARIABLES WHERE (.+)");
    private static final String VARIABLES = "SELECT variable_name AS Variable_name, variable_value AS Value "
            + "FROM global_variables ";

    private final Services services;

    ShowCommand(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        if (!Commands.startsWith(text, "SHOW ")) {
            return null;
        }
        AdminDatabase database = services.database().get();
        Matcher matcher = CREATE.matcher(text);
        if (matcher.matches()) {
            return create(database, matcher.group(1), matcher.group(2), caller);
        }
        matcher = TABLES.matcher(text);
        if (matcher.matches()) {
            return tables(database, matcher.group(1), matcher.group(2), caller);
        }
        matcher = LIKE.matcher(text);
        if (matcher.matches()) {
            return new Reply.Sql(
                    VARIABLES + "WHERE variable_name LIKE " + matcher.group(1) + " ORDER BY variable_name");
        }
        matcher = WHERE.matcher(text);
        if (matcher.matches()) {
            return new Reply.Sql("SELECT * FROM (" + VARIABLES + ") AS v WHERE " + matcher.group(1));
        }
        return fixed(text.toUpperCase(Locale.ROOT), database, caller);
    }

    private static Reply fixed(String command, AdminDatabase database, Caller caller) {
        return switch (command) {
            case "SHOW DATABASES", "SHOW SCHEMAS" -> databases(database, caller);
            case "SHOW VARIABLES", "SHOW GLOBAL VARIABLES", "SHOW ALL VARIABLES" ->
                new Reply.Sql(VARIABLES + "ORDER BY variable_name");
            case "SHOW ADMIN VARIABLES" -> prefixed("admin-");
            case "SHOW MYSQL VARIABLES" -> prefixed("mysql-");
            case "SHOW SWITCHBOARD VARIABLES" -> prefixed("switchboard-");
            case "SHOW MYSQL USERS" -> new Reply.Sql("SELECT * FROM mysql_users ORDER BY username, active DESC");
            case "SHOW MYSQL SERVERS" ->
                new Reply.Sql("SELECT * FROM mysql_servers ORDER BY hostgroup_id, hostname, port");
            case "SHOW MYSQL STATUS" -> new Reply.Sql("SELECT Variable_Name AS Variable_name, Variable_Value AS Value "
                    + "FROM stats.stats_mysql_global ORDER BY Variable_Name");
            case "SHOW PROCESSLIST" -> new Reply.Sql("SELECT SessionID, user, db, hostgroup, command, time_ms, "
                    + "SUBSTR(info, 1, 100) AS info FROM stats.stats_mysql_processlist");
            case "SHOW FULL PROCESSLIST" -> new Reply.Sql("SELECT * FROM stats.stats_mysql_processlist");
            case "SHOW WARNINGS" -> warnings(caller);
            case "SHOW COUNT(*) WARNINGS" ->
                Reply.Table.one("@@session.warning_count", String.valueOf(caller.warnings().size()));
            default -> Reply.Err.of("near \"SHOW\": syntax error");
        };
    }

    private static Reply prefixed(String prefix) {
        return new Reply.Sql(VARIABLES + "WHERE variable_name LIKE '" + prefix + "%' ORDER BY variable_name");
    }

    private static Reply databases(AdminDatabase database, Caller caller) {
        List<Object[]> rows = new ArrayList<>();
        for (String schema : database.schemas(role(caller))) {
            rows.add(new Object[]{String.valueOf(rows.size()), schema, ""});
        }
        return new Reply.Table(List.of("seq", "name", "file"), rows);
    }

    private static AdminDatabase.Role role(Caller caller) {
        return caller.statistics() ? AdminDatabase.Role.STATS : AdminDatabase.Role.ADMIN;
    }

    private static Reply tables(AdminDatabase database, String schema, String like, Caller caller) {
        Pattern pattern = like == null
                ? null
                : Pattern.compile("(?i)" + Pattern.quote(like.replaceAll("['\"`\\\\]", ""))
                        .replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q"));
        List<Object[]> rows = new ArrayList<>();
        for (String table : database.tables(schema(schema, caller))) {
            if (pattern == null || pattern.matcher(table).matches()) {
                rows.add(new Object[]{table});
            }
        }
        return new Reply.Table(List.of("tables"), rows);
    }

    private static String schema(String named, Caller caller) {
        String schema = named == null ? "main" : named.toLowerCase(Locale.ROOT);
        return caller.statistics() && schema.equals("main") ? "stats" : schema;
    }

    private static Reply create(AdminDatabase database, String schema, String table, Caller caller) {
        Optional<TableDefinition> found = database.table(schema(schema, caller), table);
        if (found.isEmpty()) {
            return Reply.Err.of("no such table: " + table + database.stoppedModule(table)
                    .map(module -> ": " + Stopped.message(module)).orElse(""));
        }
        return new Reply.Table(List.of("table", "Create Table"),
                List.<Object[]>of(new Object[]{table, CreateText.printed(found.get().createSql())}));
    }

    private static Reply warnings(Caller caller) {
        List<Object[]> rows = new ArrayList<>();
        for (Rejection rejection : caller.warnings()) {
            rows.add(new Object[]{"Warning", "1105",
                    rejection.table() + " (" + String.join(", ", Shown.of(rejection)) + "): " + rejection.reason()});
        }
        return new Reply.Table(List.of("Level", "Code", "Message"), rows);
    }
}

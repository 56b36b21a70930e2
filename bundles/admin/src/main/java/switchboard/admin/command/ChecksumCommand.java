package switchboard.admin.command;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.api.checksum.Checksums;
import switchboard.api.table.AdminDatabase;

/** {@code CHECKSUM [DISK | MEMORY | MEM] table} (ProxySQL 2.7, admin commands 7). */
final class ChecksumCommand implements AdminCommand {
    private static final Pattern FORM = Pattern.compile("CHECKSUM (?:(DISK|MEMORY|MEM) )?(.+)");

    /** @param rest of the query, behind the table's name */
    private record Target(String table, String rest, boolean disk) {
    }

    private static final Map<String, Target> TARGETS = Map.ofEntries(
            Map.entry("MYSQL SERVERS", new Target("mysql_servers", "ORDER BY hostgroup_id, hostname, port", true)),
            Map.entry("MYSQL USERS", new Target("mysql_users", "ORDER BY username", true)),
            Map.entry("MYSQL QUERY RULES", new Target("mysql_query_rules", "ORDER BY rule_id", true)),
            Map.entry("MYSQL VARIABLES", new Target("global_variables",
                    "WHERE variable_name LIKE 'mysql-%' ORDER BY variable_name", true)),
            Map.entry("MYSQL REPLICATION HOSTGROUPS", byWriter("mysql_replication_hostgroups", true)),
            Map.entry("MYSQL GROUP REPLICATION HOSTGROUPS", byWriter("mysql_group_replication_hostgroups", false)),
            Map.entry("MYSQL GALERA HOSTGROUPS", byWriter("mysql_galera_hostgroups", false)),
            Map.entry("MYSQL AURORA HOSTGROUPS", byWriter("mysql_aws_aurora_hostgroups", false)),
            Map.entry("MYSQL HOSTGROUP ATTRIBUTES",
                    new Target("mysql_hostgroup_attributes", "ORDER BY hostgroup_id", false)),
            Map.entry("MYSQL SERVERS SSL PARAMS",
                    new Target("mysql_servers_ssl_params", "ORDER BY hostname, port, username", false)));

    private final Services services;

    ChecksumCommand(Services services) {
        this.services = services;
    }

    private static Target byWriter(String table, boolean disk) {
        return new Target(table, "ORDER BY writer_hostgroup", disk);
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        if (!CommandText.startsWith(text, "CHECKSUM ")) {
            return null;
        }
        Matcher form = FORM.matcher(text.toUpperCase(Locale.ROOT));
        Target target = form.matches() ? TARGETS.get(form.group(2)) : null;
        boolean disk = target != null && "DISK".equals(form.group(1));
        if (target == null || disk && !target.disk()) {
            return Reply.Err.of("near \"" + text.substring(0, text.indexOf(' ')) + "\": syntax error");
        }
        Checksums checksums = services.checksums();
        if (checksums == null) {
            return Reply.Err.of(Stopped.message("checksum"));
        }
        String shown = form.group(2).equals("MYSQL SERVERS SSL PARAMS") // so does ProxySQL 2.7
                ? "MYSQL HOSTGROUP ATTRIBUTES"
                : form.group(2);
        return answer(shown, (disk ? "disk." : "main.") + target.table(), target, checksums, caller);
    }

    @SuppressWarnings("try") // the handle is held, not used
    private Reply answer(String shown, String table, Target target, Checksums checksums, Caller caller) {
        AdminDatabase database = services.database();
        if (database == null) {
            return Reply.Err.of(Stopped.STORE);
        }
        AdminDatabase.Role role = caller.statistics() ? AdminDatabase.Role.STATS : AdminDatabase.Role.ADMIN;
        try (AdminDatabase.Filled filled = database.fill(Set.of(table));
                Connection connection = database.connect(role);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table + " " + target.rest())) {
            String checksum = checksums.ofTable(new ResultRows(rows));
            return new Reply.Table(List.of("table", "checksum"), List.<Object[]>of(new Object[]{shown, checksum}));
        } catch (SQLException | ResultRows.BrokenException failed) {
            return Reply.Err.of(missing(target.table(), database, failed));
        }
    }

    private static String missing(String table, AdminDatabase database, Exception failed) {
        if (failed instanceof ResultRows.BrokenException) {
            return table + " was not read to its end: " + failed.getCause().getMessage();
        }
        return "no such table: " + table
                + database.stoppedModule(table).map(module -> ": " + Stopped.message(module)).orElse("");
    }
}

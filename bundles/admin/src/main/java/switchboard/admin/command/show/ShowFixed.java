package switchboard.admin.command.show;

import java.util.Locale;
import java.util.Map;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.api.admin.AdminAction;
import switchboard.api.admin.AdminActionException;

/** SHOW commands that stand for one query. */
public final class ShowFixed implements AdminCommand {
    private static final String METRICS = "SHOW PROMETHEUS METRICS";
    private static final Map<String, String> QUERIES = Map.of(
            "SHOW MYSQL USERS", "SELECT * FROM mysql_users ORDER BY username, active DESC",
            "SHOW MYSQL SERVERS", "SELECT * FROM mysql_servers ORDER BY hostgroup_id, hostname, port",
            "SHOW MYSQL STATUS", "SELECT Variable_Name AS Variable_name, Variable_Value AS Value "
                    + "FROM stats.stats_mysql_global ORDER BY Variable_Name",
            "SHOW PROCESSLIST", "SELECT SessionID, user, db, hostgroup, command, time_ms, "
                    + "SUBSTR(info, 1, 100) AS info FROM stats.stats_mysql_processlist",
            "SHOW FULL PROCESSLIST", "SELECT * FROM stats.stats_mysql_processlist");

    private final Services services;

    public ShowFixed(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        String command = text.toUpperCase(Locale.ROOT);
        if (command.equals(METRICS)) {
            return metrics();
        }
        String query = QUERIES.get(command);
        return query == null ? null : new Reply.Sql(query);
    }

    /** The text comes from whoever brings the command; NULL while nobody does, as ProxySQL before its workers run. */
    private Reply metrics() {
        for (AdminAction action : services.actions()) {
            if (action.command().equals(METRICS)) {
                try {
                    return Reply.Table.one("Data", action.run().message());
                } catch (AdminActionException failed) {
                    return Reply.Err.of(failed.getMessage());
                }
            }
        }
        return Reply.Table.one("Data", null);
    }
}

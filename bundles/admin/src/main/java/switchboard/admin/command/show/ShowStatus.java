package switchboard.admin.command.show;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;

/** {@code SHOW [GLOBAL|SESSION] STATUS [LIKE|WHERE ...]} of tools made for MySQL: stats_mysql_global in MySQL's columns. */
public final class ShowStatus implements AdminCommand {
    private static final Pattern FORM = Pattern.compile(
            "(?is)SHOW (?:/\\*!50002 )?(?:GLOBAL |SESSION |LOCAL )?(?:\\*/ )?STATUS(?: (LIKE|WHERE) (.+))?");
    private static final String SELECT = "SELECT Variable_Name AS Variable_name, Variable_Value AS Value "
            + "FROM stats.stats_mysql_global";

    private final Services services;

    public ShowStatus(Services services) {
        this.services = services;
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        if (services.database() == null || services.database().table("stats", "stats_mysql_global").isEmpty()) {
            return Reply.Table.empty("Variable_name", "Value");
        }
        if (form.group(1) == null) {
            return new Reply.Sql(SELECT + " ORDER BY 1");
        }
        return new Reply.Sql(form.group(1).equalsIgnoreCase("LIKE")
                ? SELECT + " WHERE Variable_Name LIKE " + form.group(2) + " ORDER BY 1"
                : "SELECT * FROM (" + SELECT + ") AS s WHERE " + form.group(2) + " ORDER BY 1");
    }
}

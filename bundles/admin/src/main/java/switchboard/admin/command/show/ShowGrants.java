package switchboard.admin.command.show;

import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;

/** {@code SHOW GRANTS}: what the login may do, in MySQL's words, by which phpMyAdmin and HeidiSQL show or hide buttons. */
public final class ShowGrants implements AdminCommand {
    private static final Pattern FORM = Pattern.compile("(?i)SHOW GRANTS(?: FOR CURRENT_USER(?:\\(\\))?)?");

    @Override
    public Reply run(String text, String original, Caller caller) {
        if (!FORM.matcher(text).matches()) {
            return null;
        }
        String account = caller.username() + "@" + caller.clientHost();
        String may = caller.statistics() ? "SELECT" : "ALL PRIVILEGES";
        return Reply.Table.one("Grants for " + account, "GRANT " + may + " ON *.* TO '" + caller.username() + "'@'"
                + caller.clientHost() + "'");
    }
}

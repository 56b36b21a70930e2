package switchboard.admin.command.probe;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.CommandText;
import switchboard.admin.command.Reply;

/** {@code SELECT TIMEDIFF(NOW(), UTC_TIMESTAMP())}: the local zone, {@code -05:00:00} west of Greenwich. */
public final class TimeZoneProbe implements AdminCommand {
    private static final String QUESTION = "SELECT TIMEDIFF(NOW(), UTC_TIMESTAMP())";
    /** ProxySQL's name of the column really lacks the last bracket. */
    private static final String COLUMN = "TIMEDIFF(NOW(), UTC_TIMESTAMP()";

    @Override
    public Reply run(String text, String original, Caller caller) {
        return CommandText.startsWith(text, QUESTION) ? Reply.Table.one(COLUMN, offset()) : null;
    }

    private static String offset() {
        int minutes = ZoneId.systemDefault().getRules().getOffset(Instant.now()).getTotalSeconds() / 60;
        return String.format(Locale.ROOT, "%s%02d:%02d:00", minutes < 0 ? "-" : "", Math.abs(minutes) / 60,
                Math.abs(minutes) % 60);
    }
}

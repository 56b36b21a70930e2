package switchboard.admin.command.show;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.api.config.Rejection;

/** {@code SHOW WARNINGS [LIMIT n]}, {@code SHOW COUNT(*) WARNINGS}: what this session's last LOAD did not take, and why. */
public final class ShowWarnings implements AdminCommand {
    private static final Pattern FORM = Pattern.compile("(?i)SHOW WARNINGS(?: LIMIT (\\d{1,9}))?");
    private static final Pattern COUNT = Pattern
            .compile("(?i)SHOW COUNT ?\\(\\*\\) WARNINGS|SELECT @@(?:session\\.)?warning_count");
    private static final Pattern ERRORS = Pattern.compile("(?i)SHOW ERRORS.*");

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            return rows(caller.warnings(), form.group(1) == null ? Integer.MAX_VALUE : Integer.parseInt(form.group(1)));
        }
        if (COUNT.matcher(text).matches()) {
            return Reply.Table.one("@@session.warning_count", String.valueOf(caller.warnings().size()));
        }
        return ERRORS.matcher(text).matches() ? Reply.Table.empty("Level", "Code", "Message") : null;
    }

    private static Reply rows(List<Rejection> rejections, int limit) {
        List<Object[]> rows = new ArrayList<>();
        rejections.stream().limit(limit)
                .forEach(rejection -> rows.add(new Object[]{"Warning", "1105", rejection.table() + " ("
                        + String.join(", ", Shown.of(rejection)) + "): " + rejection.reason()}));
        return new Reply.Table(List.of("Level", "Code", "Message"), rows);
    }
}

package switchboard.admin.command.show;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.mysql.protocol.Collation;
import switchboard.mysql.protocol.Collations;

/** {@code SHOW CHARSET}, {@code SHOW COLLATION}. */
public final class ShowCharsets implements AdminCommand {
    private static final Pattern CHARSET = Pattern.compile("(?i)SHOW (?:CHARSET|CHARACTER SET)(?: LIKE (.+))?");
    private static final Pattern COLLATION = Pattern.compile("(?i)SHOW COLLATION(?: LIKE (.+))?");

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = CHARSET.matcher(text);
        if (form.matches()) {
            List<Object[]> rows = new ArrayList<>();
            for (Collation collation : Collations.all()) {
                if (collation.charsetDefault() && matches(form.group(1), collation.charset())) {
                    rows.add(new Object[]{collation.charset(), collation.name()});
                }
            }
            return new Reply.Table(List.of("Charset", "Default collation"), rows);
        }
        form = COLLATION.matcher(text);
        if (!form.matches()) {
            return null;
        }
        List<Object[]> rows = new ArrayList<>();
        for (Collation collation : Collations.all()) {
            if (matches(form.group(1), collation.name())) {
                rows.add(new Object[]{String.valueOf(collation.id()), collation.name(), collation.charset(),
                        collation.charsetDefault() ? "Yes" : ""});
            }
        }
        return new Reply.Table(List.of("Id", "Collation", "Charset", "Default"), rows);
    }

    private static boolean matches(String like, String name) {
        return like == null || Tables.like(like).matcher(name).matches();
    }
}

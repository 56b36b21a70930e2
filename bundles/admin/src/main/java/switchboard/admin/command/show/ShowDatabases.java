package switchboard.admin.command.show;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.admin.command.Stopped;

/** {@code SHOW DATABASES}, {@code SHOW SCHEMAS}: SQLite's list, of which ours has no files; for JDBC drivers MySQL's. */
public final class ShowDatabases implements AdminCommand {
    private static final Pattern FORM = Pattern.compile("(?i)SHOW (?:DATABASES|SCHEMAS)(?: LIKE (.+))?");

    private final Tables tables;

    public ShowDatabases(Services services) {
        this.tables = new Tables(services);
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        if (!tables.available()) {
            return Reply.Err.of(Stopped.STORE);
        }
        List<Object[]> rows = new ArrayList<>();
        List<String> schemas = tables.schemas(caller);
        for (int i = 0; i < schemas.size(); i++) {
            if (form.group(1) == null || Tables.like(form.group(1)).matcher(schemas.get(i)).matches()) {
                rows.add(caller.jdbc()
                        ? new Object[]{schemas.get(i)}
                        : new Object[]{String.valueOf(i), schemas.get(i), ""});
            }
        }
        return new Reply.Table(caller.jdbc() ? List.of("Database") : List.of("seq", "name", "file"), rows);
    }
}

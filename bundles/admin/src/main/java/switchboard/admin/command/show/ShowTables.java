package switchboard.admin.command.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.admin.command.Stopped;

/** {@code SHOW TABLES [FROM|IN schema] [LIKE pattern]}, and with FULL in MySQL's two columns. */
public final class ShowTables implements AdminCommand {
    private static final Pattern FORM = Pattern.compile(
            "(?i)SHOW (FULL )?TABLES(?: (?:FROM|IN) [`'\"]?(\\w+)[`'\"]?)?(?: (?:LIKE|WHERE `?\\w+`? LIKE) (.+))?");

    private final Tables tables;

    public ShowTables(Services services) {
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
        Optional<String> schema = tables.schema(form.group(2), caller);
        if (schema.isEmpty() && Tables.isMysqls(form.group(2))) {
            return null; // ShowNothing knows them
        }
        if (schema.isEmpty()) {
            return Reply.Err.of("unknown database " + form.group(2));
        }
        boolean full = form.group(1) != null;
        List<Object[]> rows = new ArrayList<>();
        for (String table : tables.names(schema.get(), form.group(3))) {
            rows.add(full ? new Object[]{table, "BASE TABLE"} : new Object[]{table});
        }
        String shown = form.group(2) == null ? "main" : form.group(2);
        return new Reply.Table(full ? List.of("Tables_in_" + shown, "Table_type") : List.of("tables"), rows);
    }
}

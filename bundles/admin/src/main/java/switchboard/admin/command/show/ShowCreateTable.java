package switchboard.admin.command.show;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;
import switchboard.admin.command.Services;
import switchboard.admin.command.Stopped;
import switchboard.api.table.TableDefinition;

/** {@code SHOW CREATE TABLE [schema.]table}. */
public final class ShowCreateTable implements AdminCommand {
    private static final Pattern FORM = Pattern.compile(
            "(?i)SHOW CREATE TABLE [`'\"]?(?:(\\w+)[`'\"]?\\.[`'\"]?)?(\\w+)[`'\"]?");

    private final Tables tables;

    public ShowCreateTable(Services services) {
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
        String table = form.group(2);
        Optional<TableDefinition> found = tables.find(form.group(1), table, caller);
        if (found.isEmpty()) {
            return Reply.Err.of("no such table: " + table + tables.stoppedModule(table)
                    .map(module -> ": " + Stopped.message(module)).orElse(""));
        }
        return new Reply.Table(List.of("table", "Create Table"),
                List.<Object[]>of(new Object[]{table, CreateText.printed(found.get().createSql())}));
    }
}

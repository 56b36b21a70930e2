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
import switchboard.admin.command.TableColumns;
import switchboard.api.table.TableDefinition;

/** {@code SHOW [FULL] FIELDS|COLUMNS FROM table}, {@code DESCRIBE table}, for mysqldump and people. */
public final class ShowFields implements AdminCommand {
    private static final Pattern FORM = Pattern
            .compile("(?i)(?:SHOW (FULL )?(?:FIELDS|COLUMNS) (?:FROM|IN)|DESC|DESCRIBE) "
                    + "[`'\"]?(?:(\\w+)[`'\"]?\\.[`'\"]?)?(\\w+)[`'\"]?(?: (?:FROM|IN) [`'\"]?(\\w+)[`'\"]?)?(?: LIKE (.+))?");

    /** ProxySQL's answer for columns of any type; the longer list tells numbers from texts. */
    private static final String TYPE = "varchar(255)";
    private static final List<String> USUAL = List.of("Field", "Type", "Null", "Key", "Default", "Extra");
    /** Connector/J and phpMyAdmin read the collation and the comment. */
    private static final List<String> FULL = List.of("Field", "Type", "Collation", "Null", "Key", "Default", "Extra",
            "Privileges", "Comment");

    private final Tables tables;

    public ShowFields(Services services) {
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
        String schema = form.group(2) != null ? form.group(2) : form.group(4);
        Optional<TableDefinition> found = tables.find(schema, form.group(3), caller);
        if (found.isEmpty()) {
            return new Reply.Err(1045, "28000", "Table does not exist");
        }
        boolean full = form.group(1) != null;
        Pattern wanted = form.group(5) == null ? null : Tables.like(form.group(5));
        List<Object[]> rows = new ArrayList<>();
        for (TableColumns.Column column : TableColumns.of(found.get().createSql()).columns()) {
            if (wanted != null && !wanted.matcher(column.name()).matches()) {
                continue;
            }
            String nullable = column.nullable() ? "YES" : "NO";
            String key = column.primary() ? "PRI" : "";
            rows.add(full
                    ? new Object[]{column.name(), column.type().equals("varchar") ? TYPE : column.type(),
                            column.type().equals("varchar") ? "utf8_bin" : null, nullable, key, "", "", "select", ""}
                    : new Object[]{column.name(), TYPE, nullable, key, "", ""});
        }
        return new Reply.Table(full ? FULL : USUAL, rows);
    }
}

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

/** {@code SHOW TABLE STATUS [FROM schema] [LIKE table]} in MySQL's columns, for mysqldump and phpMyAdmin. */
public final class ShowTableStatus implements AdminCommand {
    private static final Pattern FORM = Pattern
            .compile(
                    "(?i)SHOW TABLE STATUS(?: (?:FROM|IN) [`'\"]?(\\w+)[`'\"]?)?(?: (?:LIKE|WHERE `?Name`? LIKE) (.+))?");
    private static final List<String> COLUMNS = List.of("Name", "Engine", "Version", "Row_format", "Rows",
            "Avg_row_length", "Data_length", "Max_data_length", "Index_length", "Data_free", "Auto_increment",
            "Create_time", "Update_time", "Check_time", "Collation", "Checksum", "Create_options", "Comment");
    private static final String NEVER = "0000-00-00 00:00:00";

    private final Tables tables;

    public ShowTableStatus(Services services) {
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
        Optional<String> schema = tables.schema(form.group(1), caller);
        List<String> names = schema.map(real -> tables.names(real, form.group(2))).orElse(List.of());
        if (names.isEmpty() && form.group(2) != null) {
            return new Reply.Err(1045, "28000", "Table does not exist");
        }
        List<Object[]> rows = new ArrayList<>();
        for (String name : names) {
            rows.add(new Object[]{name, "SQLite", "10", "Dynamic", "1", "0", "0", "0", "0", "0", null, NEVER, NEVER,
                    NEVER, "utf8_bin", null, "", ""});
        }
        return new Reply.Table(COLUMNS, rows);
    }
}

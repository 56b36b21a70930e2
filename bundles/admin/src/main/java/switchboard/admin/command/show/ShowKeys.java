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
import switchboard.admin.command.TableColumns;
import switchboard.api.table.TableDefinition;

/**
 * {@code SHOW KEYS|INDEX|INDEXES FROM table [FROM schema]} in MySQL's columns: editors of rows, as DBeaver has one, need the
 * primary key. Of a table that is not there the list is empty, because they ask about MySQL's own tables as well.
 */
public final class ShowKeys implements AdminCommand {
    private static final Pattern FORM = Pattern.compile("(?is)SHOW (?:INDEX|INDEXES|KEYS) (?:FROM|IN) [`'\"]?"
            + "(?:(\\w+)[`'\"]?\\.[`'\"]?)?(\\w+)[`'\"]?(?: (?:FROM|IN) [`'\"]?(\\w+)[`'\"]?)?(?: WHERE .+)?");
    private static final List<String> COLUMNS = List.of("Table", "Non_unique", "Key_name", "Seq_in_index",
            "Column_name", "Collation", "Cardinality", "Sub_part", "Packed", "Null", "Index_type", "Comment",
            "Index_comment");

    private final Tables tables;

    public ShowKeys(Services services) {
        this.tables = new Tables(services);
    }

    @Override
    public Reply run(String text, String original, Caller caller) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        String schema = form.group(1) != null ? form.group(1) : form.group(3);
        Optional<TableDefinition> found = tables.available()
                ? tables.find(schema, form.group(2), caller)
                : Optional.empty();
        return new Reply.Table(COLUMNS, found.map(ShowKeys::rows).orElse(List.of()));
    }

    private static List<Object[]> rows(TableDefinition table) {
        List<Object[]> rows = new ArrayList<>();
        for (TableColumns.Key key : TableColumns.of(table.createSql()).keys()) {
            int place = 0;
            for (String column : key.columns()) {
                rows.add(new Object[]{table.name(), "0", key.name(), String.valueOf(++place), column, "A", "0", null,
                        null, "", "BTREE", "", ""});
            }
        }
        return rows;
    }
}

package switchboard.admin.command.show;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import switchboard.admin.command.AdminCommand;
import switchboard.admin.command.Caller;
import switchboard.admin.command.Reply;

/**
 * What Workbench, DBeaver, phpMyAdmin and mysqldump ask about features that are not here: an empty list. ProxySQL answers
 * most of them with a syntax error, at which these tools give up.
 */
public final class ShowNothing implements AdminCommand {
    private static final Map<Pattern, List<String>> LISTS = Map.of(
            of("SHOW (?:GLOBAL |SESSION )?STATUS.*"), List.of("Variable_name", "Value"),
            of("SHOW (?:STORAGE )?ENGINES"),
            List.of("Engine", "Support", "Comment", "Transactions", "XA", "Savepoints"),
            of("SHOW PLUGINS"), List.of("Name", "Status", "Type", "Library", "License"),
            of("SHOW TRIGGERS.*"), List.of("Trigger", "Event", "Table", "Statement", "Timing", "Created", "sql_mode",
                    "Definer", "character_set_client", "collation_connection", "Database Collation"),
            of("SHOW EVENTS.*"), List.of("Db", "Name", "Definer", "Time zone", "Type", "Status"),
            of("SHOW (?:PROCEDURE|FUNCTION) STATUS.*"), List.of("Db", "Name", "Type", "Definer", "Modified", "Created"),
            of("SHOW (?:INDEX|INDEXES|KEYS) (?:FROM|IN) .*"), List.of("Table", "Non_unique", "Key_name", "Seq_in_index",
                    "Column_name", "Index_type"),
            of("SHOW (?:MASTER|REPLICA|SLAVE|BINARY LOG) STATUS.*"), List.of("File", "Position"),
            of("SELECT COLUMN_NAME, JSON_EXTRACT\\(HISTOGRAM, .* FROM information_schema.COLUMN_STATISTICS.*"),
            List.of("COLUMN_NAME", "JSON_EXTRACT(HISTOGRAM, '$.\"number-of-buckets-specified\"')"));

    @Override
    public Reply run(String text, String original, Caller caller) {
        for (Map.Entry<Pattern, List<String>> list : LISTS.entrySet()) {
            if (list.getKey().matcher(text).matches()) {
                return new Reply.Table(list.getValue(), List.of());
            }
        }
        return null;
    }

    private static Pattern of(String form) {
        return Pattern.compile("(?is)" + form);
    }
}

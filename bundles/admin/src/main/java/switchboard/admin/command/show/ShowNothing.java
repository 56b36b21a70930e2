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
    private static final Map<Pattern, List<String>> LISTS = Map.ofEntries(
            Map.entry(of("SHOW (?:STORAGE )?ENGINES"),
                    List.of("Engine", "Support", "Comment", "Transactions", "XA", "Savepoints")),
            Map.entry(of("SHOW PLUGINS"), List.of("Name", "Status", "Type", "Library", "License")),
            Map.entry(of("SHOW PRIVILEGES"), List.of("Privilege", "Context", "Comment")),
            Map.entry(of("SHOW OPEN TABLES.*"), List.of("Database", "Table", "In_use", "Name_locked")),
            Map.entry(of("SHOW TRIGGERS.*"), List.of("Trigger", "Event", "Table", "Statement", "Timing", "Created",
                    "sql_mode", "Definer", "character_set_client", "collation_connection", "Database Collation")),
            Map.entry(of("SHOW EVENTS.*"), List.of("Db", "Name", "Definer", "Time zone", "Type", "Status")),
            Map.entry(of("SHOW (?:PROCEDURE|FUNCTION) STATUS.*"),
                    List.of("Db", "Name", "Type", "Definer", "Modified", "Created")),
            Map.entry(of("SHOW (?:(?:MASTER|BINARY LOG) STATUS|(?:MASTER|BINARY) LOGS).*"),
                    List.of("File", "Position")),
            Map.entry(of("SHOW (?:REPLICA|SLAVE) STATUS.*"), List.of("Replica_IO_State", "Source_Host")),
            Map.entry(
                    of("SHOW FULL TABLES (?:FROM|IN) [`'\"]?(?:information_schema|performance_schema|mysql|sys)\\b.*"),
                    List.of("Tables", "Table_type")),
            Map.entry(of("SHOW TABLES (?:FROM|IN) [`'\"]?(?:information_schema|performance_schema|mysql|sys)\\b.*"),
                    List.of("tables")),
            Map.entry(
                    of("SELECT COLUMN_NAME, JSON_EXTRACT\\(HISTOGRAM, .* FROM information_schema.COLUMN_STATISTICS.*"),
                    List.of("COLUMN_NAME", "JSON_EXTRACT(HISTOGRAM, '$.\"number-of-buckets-specified\"')")));

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

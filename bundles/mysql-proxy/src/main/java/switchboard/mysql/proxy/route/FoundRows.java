package switchboard.mysql.proxy.route;

import java.util.Set;

/** Which statements FOUND_ROWS() tells of, as MariaDB 11.8 and MySQL 9.7 do; the rows of others don't count. */
final class FoundRows {
    /** SHOW of what is read as from a table; the others write their rows themselves. */
    private static final Set<String> SHOWN = Set.of("TABLES", "TABLE", "DATABASES", "SCHEMAS", "COLUMNS", "FIELDS",
            "INDEX", "INDEXES", "KEYS", "STATUS", "VARIABLES", "ENGINES", "STORAGE", "PLUGINS", "COLLATION",
            "CHARACTER", "CHARSET", "TRIGGERS", "EVENTS", "OPEN", "FUNCTION", "PROCEDURE", "COUNT(*)");
    private static final Set<String> KINDS_OF_SHOW = Set.of("FULL", "SESSION", "GLOBAL", "LOCAL", "EXTENDED");

    private FoundRows() {
    }

    /** @param text a digest text in capitals */
    static RowsFound of(String text) {
        if (text.indexOf(';') >= 0 || text.startsWith("(")) {
            return RowsFound.TOLD;
        }
        String[] words = text.split(" ", 4);
        return switch (words[0]) {
            case "SELECT", "WITH", "TABLE", "CALL" -> RowsFound.TOLD;
            case "EXECUTE" -> RowsFound.UNCLEAR;
            case "VALUES" -> told(words.length > 1 && words[1].startsWith("ROW"));
            case "INSERT", "REPLACE" -> told(text.contains(" SELECT "));
            case "DO" -> text.contains("SELECT ") ? RowsFound.UNCLEAR : RowsFound.ONE_BY_MYSQL;
            case "CREATE" -> createsTable(text) && text.contains(" SELECT ")
                    ? RowsFound.TOLD_BY_MARIADB
                    : RowsFound.NOT_TOLD;
            case "DESC", "DESCRIBE" -> told(!text.contains(" SELECT "));
            case "SHOW" -> told(words.length > 1
                    && SHOWN.contains(words.length > 2 && KINDS_OF_SHOW.contains(words[1]) ? words[2] : words[1]));
            default -> RowsFound.NOT_TOLD;
        };
    }

    private static boolean createsTable(String text) {
        return text.startsWith("CREATE TABLE ") || text.startsWith("CREATE TEMPORARY TABLE ")
                || text.startsWith("CREATE OR REPLACE TABLE ")
                || text.startsWith("CREATE OR REPLACE TEMPORARY TABLE ");
    }

    private static RowsFound told(boolean told) {
        return told ? RowsFound.TOLD : RowsFound.NOT_TOLD;
    }
}

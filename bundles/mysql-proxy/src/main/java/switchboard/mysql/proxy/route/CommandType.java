package switchboard.mysql.proxy.route;

/**
 * What a statement is in {@code stats_mysql_commands_counters}: one row for each, in this order (ProxySQL 2.7 manual). USE
 * is counted here; ProxySQL has the row and leaves it at 0.
 */
public enum CommandType {
    ALTER_TABLE, ALTER_VIEW, ANALYZE_TABLE, BEGIN, CALL, CHANGE_MASTER, COMMIT, CREATE_DATABASE, CREATE_INDEX, CREATE_TABLE, CREATE_TEMPORARY, CREATE_TRIGGER, CREATE_USER, CREATE_VIEW, DEALLOCATE, DELETE, DESCRIBE, DROP_DATABASE, DROP_INDEX, DROP_TABLE, DROP_TRIGGER, DROP_USER, DROP_VIEW, GRANT, EXECUTE, EXPLAIN, FLUSH, INSERT, KILL, LOAD, LOCK_TABLE, OPTIMIZE, PREPARE, PURGE, RELEASE_SAVEPOINT, RENAME_TABLE, RESET_MASTER, RESET_SLAVE, REPLACE, REVOKE, ROLLBACK, ROLLBACK_SAVEPOINT, SAVEPOINT, SELECT, SELECT_FOR_UPDATE, SET, SHOW_TABLE_STATUS, START_TRANSACTION, TRUNCATE_TABLE, UNLOCK_TABLES, UPDATE, USE, SHOW, UNKNOWN;

    /** The first words of a digest text in upper case decide, for SELECT also the last ones. */
    static CommandType of(String text) {
        int end = wordEnd(text, 0);
        String first = text.substring(0, end);
        return switch (first) {
            case "SELECT", "(SELECT" -> isLocking(text) ? SELECT_FOR_UPDATE : SELECT;
            case "INSERT" -> INSERT;
            case "UPDATE" -> UPDATE;
            case "DELETE" -> DELETE;
            case "SET" -> SET;
            case "REPLACE" -> REPLACE;
            case "BEGIN" -> BEGIN;
            case "COMMIT" -> COMMIT;
            case "CALL" -> CALL;
            case "DEALLOCATE" -> DEALLOCATE;
            case "DESC", "DESCRIBE" -> DESCRIBE;
            case "EXECUTE" -> EXECUTE;
            case "EXPLAIN" -> EXPLAIN;
            case "FLUSH" -> FLUSH;
            case "GRANT" -> GRANT;
            case "KILL" -> KILL;
            case "LOAD" -> LOAD;
            case "OPTIMIZE" -> OPTIMIZE;
            case "PREPARE" -> PREPARE;
            case "PURGE" -> PURGE;
            case "REVOKE" -> REVOKE;
            case "SAVEPOINT" -> SAVEPOINT;
            case "USE" -> USE;
            default -> ofTwoWords(first, text, end);
        };
    }

    private static CommandType ofTwoWords(String first, String text, int end) {
        int from = Math.min(end + 1, text.length());
        String second = text.substring(from, wordEnd(text, from));
        return switch (first) {
            case "ALTER" -> alter(second);
            case "ANALYZE" -> second.equals("TABLE") ? ANALYZE_TABLE : UNKNOWN;
            case "CHANGE" -> second.equals("MASTER") ? CHANGE_MASTER : UNKNOWN;
            case "CREATE" -> create(second);
            case "DROP" -> drop(second);
            case "LOCK" -> second.startsWith("TABLE") ? LOCK_TABLE : UNKNOWN;
            case "RELEASE" -> second.equals("SAVEPOINT") ? RELEASE_SAVEPOINT : UNKNOWN;
            case "RENAME" -> second.equals("TABLE") ? RENAME_TABLE : UNKNOWN;
            case "RESET" -> reset(second);
            case "ROLLBACK" -> second.equals("TO") || text.startsWith("ROLLBACK WORK TO ")
                    ? ROLLBACK_SAVEPOINT
                    : ROLLBACK;
            case "SHOW" -> text.startsWith("SHOW TABLE STATUS") ? SHOW_TABLE_STATUS : SHOW;
            case "START" -> second.equals("TRANSACTION") ? START_TRANSACTION : UNKNOWN;
            case "TRUNCATE" -> TRUNCATE_TABLE;
            case "UNLOCK" -> second.startsWith("TABLE") ? UNLOCK_TABLES : UNKNOWN;
            default -> UNKNOWN;
        };
    }

    private static CommandType alter(String second) {
        return switch (second) {
            case "TABLE" -> ALTER_TABLE;
            case "VIEW" -> ALTER_VIEW;
            default -> UNKNOWN;
        };
    }

    private static CommandType create(String second) {
        return switch (second) {
            case "DATABASE", "SCHEMA" -> CREATE_DATABASE;
            case "INDEX", "UNIQUE", "FULLTEXT", "SPATIAL" -> CREATE_INDEX;
            case "TABLE" -> CREATE_TABLE;
            case "TEMPORARY" -> CREATE_TEMPORARY;
            case "TRIGGER" -> CREATE_TRIGGER;
            case "USER" -> CREATE_USER;
            case "VIEW" -> CREATE_VIEW;
            default -> UNKNOWN;
        };
    }

    private static CommandType drop(String second) {
        return switch (second) {
            case "DATABASE", "SCHEMA" -> DROP_DATABASE;
            case "INDEX" -> DROP_INDEX;
            case "TABLE", "TEMPORARY" -> DROP_TABLE;
            case "TRIGGER" -> DROP_TRIGGER;
            case "USER" -> DROP_USER;
            case "VIEW" -> DROP_VIEW;
            default -> UNKNOWN;
        };
    }

    private static CommandType reset(String second) {
        return switch (second) {
            case "MASTER" -> RESET_MASTER;
            case "SLAVE" -> RESET_SLAVE;
            default -> UNKNOWN;
        };
    }

    private static boolean isLocking(String text) {
        return text.contains(" FOR UPDATE") || text.contains(" LOCK IN SHARE MODE") || text.contains(" FOR SHARE");
    }

    /** Words end at a blank; {@code SELECT*}, {@code USE`a`} and {@code CALL p()} have to be told apart too. */
    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && isOfWord(text.charAt(at), at == from)) {
            at++;
        }
        return at;
    }

    private static boolean isOfWord(char c, boolean first) {
        return c >= 'A' && c <= 'Z' || c == '_' || first && c == '(';
    }
}

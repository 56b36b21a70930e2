package switchboard.mysql.proxy.route;

import java.util.Locale;
import switchboard.mysql.proxy.backend.HeldBy;

/**
 * What a digest text says about a statement (ProxySQL 2.7 manual, multiplexing: all keyword tests are on it).
 *
 * @param holds bits of {@link HeldBy} that it sets on its backend connection
 * @param frees bits of {@link HeldBy} that it clears
 * @param reads whether it only reads, so that it may be run again when its connection broke
 * @param type as what it is counted
 * @param cacheable whether another session may get its answer: it reads, asks nothing of its own session, and is alone
 */
public record StatementTraits(StatementKind kind, int holds, int frees, boolean reads, CommandType type,
        boolean cacheable) {

    /** Looks at a digest text; with digests off, at the statement itself. */
    public static StatementTraits of(String digestText) {
        String text = digestText.strip().toUpperCase(Locale.ROOT);
        boolean reads = text.startsWith("SELECT ") && !text.contains(" FOR UPDATE") && !text.contains(" INTO ")
                || text.startsWith("SHOW ") || text.startsWith("DESC") || text.startsWith("EXPLAIN ");
        StatementKind kind = kind(text);
        int holds = holds(text);
        boolean cacheable = reads && kind == StatementKind.OTHER && holds == 0 && text.indexOf(';') < 0
                && !text.contains("LAST_INSERT_ID") && !text.contains("@@IDENTITY") && !text.contains("_ROWS()")
                && !text.contains("ROW_COUNT()") && !text.contains("CONNECTION_ID()");
        return new StatementTraits(kind, holds, frees(text), reads, CommandType.of(text), cacheable);
    }

    private static StatementKind kind(String text) {
        if (text.startsWith("SET ")) {
            return StatementKind.SET;
        }
        if (text.startsWith("USE ") || text.startsWith("USE`")) {
            return StatementKind.USE;
        }
        if (text.startsWith("KILL ")) {
            return StatementKind.KILL;
        }
        if (text.startsWith("PROXYSQL INTERNAL ")) {
            return StatementKind.INTERNAL;
        }
        if (text.startsWith("LOAD DATA LOCAL INFILE") || text.startsWith("LOAD DATA CONCURRENT LOCAL INFILE")
                || text.startsWith("LOAD DATA LOW_PRIORITY LOCAL INFILE")) {
            return StatementKind.LOAD_LOCAL;
        }
        return switch (text) {
            case "COMMIT", "COMMIT WORK" -> StatementKind.COMMIT;
            case "ROLLBACK", "ROLLBACK WORK" -> StatementKind.ROLLBACK;
            case "SHOW WARNINGS" -> StatementKind.SHOW_WARNINGS;
            case "SHOW COUNT(*) WARNINGS", "SHOW COUNT( * ) WARNINGS" -> StatementKind.SHOW_COUNT_WARNINGS;
            case "SELECT CONNECTION_ID()" -> StatementKind.CONNECTION_ID;
            case "SELECT LAST_INSERT_ID()", "SELECT LAST_INSERT_ID() FROM DUAL", "SELECT LAST_INSERT_ID() LIMIT ?",
                    "SELECT @@IDENTITY", "SELECT @@IDENTITY LIMIT ?" ->
                StatementKind.LAST_INSERT_ID;
            case "SELECT @@VERSION_COMMENT LIMIT ?" -> StatementKind.VERSION_COMMENT;
            case "SELECT USER()" -> StatementKind.USER;
            default -> StatementKind.OTHER;
        };
    }

    private static int holds(String text) {
        int holds = 0;
        if (namesUserVariable(text)) {
            holds |= HeldBy.USER_VARIABLE;
        }
        if (text.startsWith("PREPARE ")) {
            holds |= HeldBy.PREPARED_STATEMENT;
        }
        if (text.startsWith("LOCK TABLE") || text.startsWith("FLUSH TABLES WITH READ LOCK")) {
            holds |= HeldBy.LOCK_TABLES;
        }
        if (text.startsWith("CREATE TEMPORARY TABLE ")) {
            holds |= HeldBy.TEMPORARY_TABLE;
        }
        if (text.contains("GET_LOCK(")) {
            holds |= HeldBy.GET_LOCK;
        }
        if (text.contains("SQL_CALC_FOUND_ROWS")) {
            holds |= HeldBy.FOUND_ROWS;
        }
        if (text.startsWith("SAVEPOINT ")) {
            holds |= HeldBy.HAS_SAVEPOINT;
        }
        return holds;
    }

    private static int frees(String text) {
        return text.startsWith("UNLOCK TABLES") ? HeldBy.LOCK_TABLES : 0;
    }

    /** A single @ is a user variable, which only its connection knows; @@ reads a system variable and leaves nothing. */
    private static boolean namesUserVariable(String text) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at)) {
            if (at + 1 < text.length() && text.charAt(at + 1) == '@') {
                at += 2;
            } else {
                return true;
            }
        }
        return false;
    }
}

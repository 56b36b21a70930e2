package switchboard.mysql.proxy.route;

import java.util.Locale;
import switchboard.mysql.proxy.backend.HeldBy;

/**
 * What a digest text says about a statement (ProxySQL 2.7 manual, multiplexing: all keyword tests are on it).
 *
 * @param holds bits of {@link HeldBy} that it sets on its backend connection
 * @param frees bits of {@link HeldBy} that it clears, or may clear if they have names ({@link NamedState})
 * @param reads whether it only reads, so that it may be run again when its connection broke
 * @param type as what it is counted
 * @param asksInsertId whether it asks for LAST_INSERT_ID() amid other things
 * @param cacheable whether another session may get its answer: it reads, asks nothing of its own session, and is alone
 * @param found what FOUND_ROWS() tells of it, also if it returns no rows: SELECT INTO, INSERT ... SELECT
 * @param batch whether it is several statements: when it fails some of them may have run
 * @param warnings what it does with the warnings of the statement before
 */
public record StatementTraits(StatementKind kind, int holds, int frees, boolean reads, CommandType type,
        boolean asksInsertId, boolean cacheable, RowsFound found, boolean batch, WarningUse warnings) {
    /** A digest text may be cut here: what follows isn't known. */
    private static final int SURELY_WHOLE = 2000;

    /** Looks at a digest text; with digests off, at the statement itself. */
    public static StatementTraits of(String digestText) {
        String text = digestText.strip().toUpperCase(Locale.ROOT);
        int inner = text.startsWith("SET STATEMENT ") ? text.indexOf(" FOR ") : -1;
        return inner < 0 ? ofText(text) : ofText(text.substring(inner + 5).strip()).underSetStatement();
    }

    /** MariaDB's SET STATEMENT ... FOR leaves nothing of its own. */
    private StatementTraits underSetStatement() {
        return new StatementTraits(StatementKind.OTHER, holds, frees, false, CommandType.SET, asksInsertId, false,
                found, batch, warnings);
    }

    /** Whether FOUND_ROWS() tells of its rows on every server. */
    public boolean findsRows() {
        return found == RowsFound.TOLD;
    }

    private static StatementTraits ofText(String text) {
        boolean reads = text.startsWith("SELECT ") && !text.contains(" FOR UPDATE") && !text.contains(" INTO ")
                || text.startsWith("SHOW ") || text.startsWith("DESC") || text.startsWith("EXPLAIN ");
        boolean batch = isBatch(text);
        StatementKind kind = kind(text);
        if (batch && kind == StatementKind.USE) {
            kind = StatementKind.OTHER; // the server runs it, and what follows
        }
        int holds = holds(text);
        boolean asksInsertId = text.contains("LAST_INSERT_ID") || text.contains("@@IDENTITY");
        boolean cacheable = reads && kind == StatementKind.OTHER && holds == 0 && text.indexOf(';') < 0
                && !asksInsertId && !namesUserVariable(text) && !text.contains("_ROWS()")
                && !text.contains("ROW_COUNT()") && !text.contains("CONNECTION_ID()");
        CommandType type = CommandType.of(text);
        return new StatementTraits(kind, holds, frees(text), reads, type, asksInsertId, cacheable,
                FoundRows.of(text), batch, WarningUse.of(text));
    }

    /** The same with a command that the digest doesn't show: it may do anything. */
    public StatementTraits withHiddenCommand() {
        return new StatementTraits(StatementKind.OTHER, holds | HeldBy.UNKNOWN_SET, frees, false, type, true, false,
                found, true, warnings);
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
            case "SHOW ERRORS" -> StatementKind.SHOW_ERRORS;
            default -> ofFunction(text);
        };
    }

    /** What only the session can tell, with or without a name for the column. */
    private static StatementKind ofFunction(String text) {
        if (text.startsWith("SELECT ROW_COUNT()") && isAlias(text, 18)) {
            return StatementKind.ROW_COUNT;
        }
        if (text.startsWith("SELECT FOUND_ROWS()") && isAlias(text, 19)) {
            return StatementKind.FOUND_ROWS;
        }
        return StatementKind.OTHER;
    }

    private static boolean isAlias(String text, int from) {
        String rest = text.substring(from);
        return rest.isEmpty() || rest.startsWith(" AS ") && rest.indexOf(' ', 4) < 0 && rest.indexOf(',') < 0
                && rest.indexOf(';') < 0;
    }

    private static boolean isBatch(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ';' || Character.isWhitespace(text.charAt(end - 1)))) {
            end--;
        }
        return text.lastIndexOf(';', end - 1) >= 0;
    }

    /** What it sets, or any of several statements. */
    private static int holds(String text) {
        if (text.indexOf(';') < 0) {
            return holdsOne(text);
        }
        int holds = 0;
        boolean first = true;
        for (String part : text.split(";")) {
            String one = part.strip();
            holds |= holdsOne(one);
            if (!first && one.startsWith("SET ") || one.startsWith("USE ")) {
                holds |= HeldBy.UNKNOWN_SET;
            }
            first = false;
        }
        return holds;
    }

    private static int holdsOne(String text) {
        int holds = 0;
        if (namesUserVariable(text) && !onlyReadsUserVariables(text)) {
            holds |= HeldBy.USER_VARIABLE;
        }
        if (text.startsWith("PREPARE ") || text.startsWith("EXECUTE IMMEDIATE ")) {
            holds |= HeldBy.PREPARED_STATEMENT;
        }
        if (text.startsWith("LOCK TABLE") || text.startsWith("FLUSH TABLES WITH READ LOCK")
                || text.startsWith("FLUSH TABLE")
                        && (text.endsWith(" WITH READ LOCK") || text.endsWith(" FOR EXPORT"))) {
            holds |= HeldBy.LOCK_TABLES;
        }
        if (text.startsWith("CREATE TEMPORARY TABLE ") || text.startsWith("CREATE OR REPLACE TEMPORARY TABLE ")
                || text.startsWith("CREATE TEMPORARY SEQUENCE ")) {
            holds |= HeldBy.TEMPORARY_TABLE;
        }
        if (text.contains("GET_LOCK(")) {
            holds |= HeldBy.GET_LOCK;
        }
        if (text.contains("SQL_CALC_FOUND_ROWS") || text.startsWith("SET ") && text.contains("(SELECT ")) {
            holds |= HeldBy.FOUND_ROWS;
        }
        if (text.startsWith("SAVEPOINT ")) {
            holds |= HeldBy.HAS_SAVEPOINT;
        }
        if (text.startsWith("HANDLER ") && (text.endsWith(" OPEN") || text.contains(" OPEN "))) {
            holds |= HeldBy.OPEN_HANDLER;
        }
        if (runsCode(text)) {
            holds |= HeldBy.UNKNOWN_SET;
        }
        return holds;
    }

    /** A compound statement of MariaDB outside of a procedure: it may set whatever it likes. */
    private static boolean runsCode(String text) {
        return text.startsWith("BEGIN NOT ATOMIC") || text.startsWith("IF ") || text.startsWith("CASE ")
                || text.startsWith("LOOP ") || text.startsWith("WHILE ") || text.startsWith("REPEAT ")
                || text.startsWith("FOR ");
    }

    private static int frees(String text) {
        if (text.startsWith("UNLOCK TABLE")) {
            return HeldBy.LOCK_TABLES;
        }
        if (text.startsWith("DROP TABLE") || text.startsWith("DROP TEMPORARY TABLE")) {
            return HeldBy.TEMPORARY_TABLE;
        }
        if (text.startsWith("DEALLOCATE PREPARE ") || text.startsWith("DROP PREPARE ")) {
            return HeldBy.PREPARED_STATEMENT;
        }
        return text.contains("RELEASE_LOCK(") || text.contains("RELEASE_ALL_LOCKS(") ? HeldBy.GET_LOCK : 0;
    }

    /**
     * What only reads user variables finds the session's known ones on every connection; the others' connection is kept
     * since they were assigned.
     */
    private static boolean onlyReadsUserVariables(String text) {
        boolean knownVerb = text.startsWith("SELECT ") || text.startsWith("INSERT ") || text.startsWith("UPDATE ")
                || text.startsWith("DELETE ") || text.startsWith("REPLACE ") || text.startsWith("EXECUTE ");
        return knownVerb && !text.contains(":=") && !text.contains("INTO @") && !text.contains("INTO@")
                && text.indexOf(';') < 0 && text.length() < SURELY_WHOLE;
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

package switchboard.mysql.proxy.route;

import java.util.regex.Pattern;

/** What a statement does with the warnings and errors of the one before, as MariaDB 11.4 and MySQL 9.7 do. */
public enum WarningUse {
    /** They are gone. */
    ENDS,
    /** It needs no table: MariaDB keeps them, MySQL doesn't. */
    PASSES_BY,
    /** It runs code that may need one. */
    UNCLEAR,
    /** It asks about them amid other things; for MySQL that is the end of them. */
    ASKS_AMID,
    /** It does nothing but ask about them: they stay. */
    ASKS;

    private static final Pattern QUESTION = Pattern
            .compile("(?:SHOW (?:WARNINGS|ERRORS|COUNT\\( ?\\* ?\\))|GET (?:CURRENT )?DIAGNOSTICS)(?: .*)?+");
    private static final Pattern COUNT = Pattern.compile("@@(?:SESSION\\.|LOCAL\\.)?(?:WARNING|ERROR)_COUNT\\b");
    private static final Pattern MAY_DO_WITHOUT = Pattern
            .compile(
                    "(?:SET|DO|PREPARE|DEALLOCATE|DROP PREPARE|BEGIN|START|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|XA"
                            + "|USE|KILL|FLUSH|EXPLAIN|IF|CASE|UNLOCK|SIGNAL|RESIGNAL|RESET|VALUES)\\b.*+");
    private static final Pattern TABLE = Pattern
            .compile(" FROM (?!DUAL\\b)|\\bNEXTVAL\\(|\\bNEXT VALUE FOR|\\bLASTVAL\\(");

    /** @param text a digest text in capitals */
    static WarningUse of(String text) {
        if (QUESTION.matcher(text).matches()) {
            return ASKS;
        }
        if (text.contains("_COUNT") && COUNT.matcher(text).find()) {
            return ASKS_AMID;
        }
        if (text.startsWith("CALL ") || text.startsWith("EXECUTE ")) {
            return UNCLEAR;
        }
        boolean reads = text.startsWith("SELECT ") || text.startsWith("(");
        return (reads || MAY_DO_WITHOUT.matcher(text).matches()) && !TABLE.matcher(text).find() ? PASSES_BY : ENDS;
    }

    public boolean asks() {
        return this == ASKS || this == ASKS_AMID;
    }

    /** Whether a server keeps them. */
    public boolean isKeptBy(boolean mariaDb) {
        return this == ASKS || mariaDb && (this == PASSES_BY || this == ASKS_AMID);
    }

    /** Whether a server may keep them. */
    public boolean mayBeKeptBy(boolean mariaDb) {
        return isKeptBy(mariaDb) || mariaDb && this == UNCLEAR;
    }
}

package switchboard.mysql.proxy.route;

/** Statements that the proxy treats in a way of their own (ProxySQL 2.7 manual, special queries). */
public enum StatementKind {
    /** Goes where the rules say. */
    OTHER,
    /** Changes session variables: kept in the session, run on whichever connection serves it next. */
    SET,
    /** Changes the session's schema. */
    USE, COMMIT, ROLLBACK, SHOW_WARNINGS, SHOW_COUNT_WARNINGS, SHOW_ERRORS, ROW_COUNT, FOUND_ROWS, CONNECTION_ID, LAST_INSERT_ID, VERSION_COMMENT, USER, KILL, INTERNAL, LOAD_LOCAL
}

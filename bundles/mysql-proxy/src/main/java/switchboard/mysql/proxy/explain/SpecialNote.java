package switchboard.mysql.proxy.explain;

import switchboard.mysql.proxy.route.StatementKind;

/** What else may happen to statements that the proxy treats in a way of their own. */
final class SpecialNote {
    private SpecialNote() {
    }

    /** Null for statements that always go where the rules say. */
    static String of(StatementKind kind) {
        return switch (kind) {
            case OTHER -> null;
            case SET ->
                "the proxy keeps variables that it knows and answers OK; one whose value only a server can tell "
                        + "goes there, and a SET that it can't follow at all locks the session to the hostgroup below "
                        + "(mysql-set_query_lock_on_hostgroup)";
            case USE -> "the proxy answers it: the session's schema changes, no server is asked";
            case COMMIT, ROLLBACK -> "without an open transaction the proxy answers OK and no server is asked";
            case SHOW_WARNINGS, SHOW_COUNT_WARNINGS, SHOW_ERRORS ->
                "goes to the connection that had the warnings; without one the proxy answers";
            case LAST_INSERT_ID -> "goes to the connection of the last insert; without one the proxy answers";
            case FOUND_ROWS -> "goes to the connection of SQL_CALC_FOUND_ROWS; without one the proxy answers";
            case ROW_COUNT, CONNECTION_ID, VERSION_COMMENT, USER, INTERNAL ->
                "the proxy answers it, no server is asked";
            case KILL ->
                "the proxy kills the session of that id; no server is asked unless it can't read the statement";
            case LOAD_LOCAL -> "refused with error 1047 unless mysql-enable_load_data_local_infile is true";
        };
    }
}

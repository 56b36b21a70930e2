package switchboard.itests;

import java.util.List;

/**
 * One command of a generated session.
 *
 * @param sql a statement, or a schema's name
 * @param parameters of a prepared statement, as text; null for NULL
 * @param statement the number of a prepared statement that stays open; -1 for one that is closed at once
 */
record SessionStep(Kind kind, String sql, List<String> parameters, int statement) {
    enum Kind {
        TEXT, PREPARED, RESET, SCHEMA, PREPARE, EXECUTE,
        /** With the types that were told before. */
        EXECUTE_AGAIN,
        /** With a cursor, whose rows are fetched two at a time. */
        OPEN_CURSOR, FETCH, LONG_DATA, RESET_STATEMENT, CLOSE, PING,
        /** As the same user, in this schema. */
        CHANGE_USER
    }

    static SessionStep of(Kind kind, String sql) {
        return new SessionStep(kind, sql, List.of(), -1);
    }

    static SessionStep text(String sql) {
        return of(Kind.TEXT, sql);
    }

    static SessionStep prepared(String sql, String... parameters) {
        return new SessionStep(Kind.PREPARED, sql, List.of(parameters), -1);
    }

    /** Something done with a prepared statement that stays open. */
    static SessionStep on(int statement, Kind kind, String sql, String... parameters) {
        return new SessionStep(kind, sql, java.util.Arrays.asList(parameters), statement);
    }

    @Override
    public String toString() {
        return kind + (statement < 0 ? " " : " #" + statement + " ") + sql
                + (parameters.isEmpty() ? "" : " " + parameters);
    }
}

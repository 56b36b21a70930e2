package switchboard.itests;

import java.util.List;

/**
 * One command of a generated session.
 *
 * @param sql a statement, or a schema's name
 * @param parameters of a prepared statement, as text
 */
record SessionStep(Kind kind, String sql, List<String> parameters) {
    enum Kind {
        TEXT, PREPARED, RESET, SCHEMA
    }

    static SessionStep text(String sql) {
        return new SessionStep(Kind.TEXT, sql, List.of());
    }

    static SessionStep prepared(String sql, String... parameters) {
        return new SessionStep(Kind.PREPARED, sql, List.of(parameters));
    }

    @Override
    public String toString() {
        return kind + " " + sql + (parameters.isEmpty() ? "" : " " + parameters);
    }
}

package switchboard.itests;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Results that are not read to their end. */
final class JdbcCursorHabits {
    private static final String CURSOR = "useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=10";
    private static final String ROWS = "SELECT id, v FROM h_rows WHERE id > ? ORDER BY id";
    private static final String COUNT = "SELECT COUNT(*) FROM h_rows";

    private JdbcCursorHabits() {
    }

    static Map<String, JdbcHabits.Habit> all() {
        Map<String, JdbcHabits.Habit> all = new LinkedHashMap<>();
        all.put("cursor left", (to, seen) -> left(to.connectorJ(CURSOR), seen));
        all.put("cursor left, MariaDB", (to, seen) -> left(to.mariaDbConnectorJ("useServerPrepStmts=true"), seen));
        all.put("cursor in a transaction", JdbcCursorHabits::transaction);
        all.put("cursor after changes", JdbcCursorHabits::changes);
        all.put("stream left", (to, seen) -> stream(to.connect(), Integer.MIN_VALUE, seen));
        all.put("stream left, MariaDB", (to, seen) -> stream(to.mariaDbConnectorJ(""), 1, seen));
        return all;
    }

    private static void left(Connection opened, Transcript seen) throws SQLException {
        try (Connection connection = opened) {
            for (int round = 0; round < 3; round++) {
                try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
                    statement.setFetchSize(10);
                    for (int from = 5; from < 1000; from += 400) {
                        statement.setInt(1, from);
                        try (ResultSet result = statement.executeQuery()) {
                            seen.some(result, 25);
                        }
                    }
                }
                seen.query(connection, COUNT);
            }
            PreparedStatement open = connection.prepareStatement(ROWS);
            open.setFetchSize(10);
            open.setInt(1, 0);
            seen.some(open.executeQuery(), 15);
            seen.query(connection, COUNT);
        }
    }

    private static void transaction(Endpoint to, Transcript seen) throws SQLException {
        try (Connection connection = to.connectorJ(CURSOR);
                PreparedStatement statement = connection.prepareStatement(ROWS)) {
            connection.setAutoCommit(false);
            statement.setInt(1, 0);
            ResultSet result = statement.executeQuery();
            seen.some(result, 15);
            connection.commit();
            seen.attempt(() -> seen.some(result, 15));
            connection.setAutoCommit(true);
            seen.attempt(() -> seen.some(result, 25));
            seen.query(connection, COUNT);
            seen.attempt(() -> seen.some(result, 2000));
            seen.attempt(result::close);
        }
    }

    private static void changes(Endpoint to, Transcript seen) throws SQLException {
        try (Connection connection = to.connectorJ(CURSOR);
                PreparedStatement statement = connection.prepareStatement("SELECT id, v FROM h_batch ORDER BY id")) {
            Sql.run(connection, "TRUNCATE h_batch", "INSERT INTO h_batch (v) SELECT v FROM h_rows");
            ResultSet result = statement.executeQuery();
            seen.some(result, 15);
            Sql.run(connection, "DELETE FROM h_batch WHERE id > 20");
            seen.attempt(() -> seen.some(result, 2000));
            seen.attempt(() -> seen.some(statement.executeQuery(), 2000));
            Sql.run(connection, "ALTER TABLE h_batch ADD COLUMN w INT FIRST");
            seen.attempt(() -> seen.some(statement.executeQuery(), 2000));
            Sql.run(connection, "ALTER TABLE h_batch DROP COLUMN w");
            seen.attempt(() -> seen.some(statement.executeQuery(), 5));
        }
    }

    private static void stream(Connection opened, int fetchSize, Transcript seen) throws SQLException {
        try (Connection connection = opened) {
            for (int round = 0; round < 3; round++) {
                try (Statement statement = connection.createStatement()) {
                    statement.setFetchSize(fetchSize);
                    try (ResultSet result = statement.executeQuery("SELECT a.id, b.v FROM h_rows a, h_rows b "
                            + "WHERE a.id < 100 ORDER BY a.id, b.id")) {
                        seen.some(result, 7);
                        seen.query(connection, COUNT);
                    }
                }
                seen.query(connection, COUNT);
            }
            Statement open = connection.createStatement();
            open.setFetchSize(fetchSize);
            seen.some(open.executeQuery("SELECT a.id FROM h_rows a, h_rows b"), 7);
        }
    }
}

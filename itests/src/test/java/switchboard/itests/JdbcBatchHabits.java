package switchboard.itests;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several statements at once, with an error in the middle. */
final class JdbcBatchHabits {
    private static final String LEFT = "SELECT COUNT(*), GROUP_CONCAT(id, v ORDER BY id) FROM h_batch";

    private JdbcBatchHabits() {
    }

    static Map<String, JdbcHabits.Habit> all() {
        Map<String, JdbcHabits.Habit> all = new LinkedHashMap<>();
        for (String rewrite : List.of("true", "false")) {
            for (String prepared : List.of("true", "false")) {
                for (String goOn : List.of("true", "false")) {
                    String options = "rewriteBatchedStatements=" + rewrite + "&useServerPrepStmts=" + prepared
                            + "&continueBatchOnError=" + goOn;
                    all.put("batch " + options, (to, seen) -> batches(to.connectorJ(options), seen));
                    all.put("batch, MariaDB " + options, (to, seen) -> batches(to.mariaDbConnectorJ(options), seen));
                }
            }
        }
        all.put("statements", (to, seen) -> statements(to.connectorJ("allowMultiQueries=true"), seen));
        all.put("statements, MariaDB", (to, seen) -> statements(to.mariaDbConnectorJ("allowMultiQueries=true"), seen));
        all.put("several not allowed", (to, seen) -> statements(to.connect(), seen));
        return all;
    }

    private static void batches(Connection opened, Transcript seen) throws SQLException {
        try (Connection connection = opened) {
            for (boolean commits : new boolean[]{true, false}) {
                Sql.run(connection, "TRUNCATE h_batch");
                connection.setAutoCommit(commits);
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO h_batch (id, v) VALUES (?, ?)",
                        Statement.RETURN_GENERATED_KEYS)) {
                    for (int id : new int[]{1, 2, 3, 4, 5, 3, 6, 7, 8}) {
                        insert.setInt(1, id);
                        insert.setString(2, "v" + id);
                        insert.addBatch();
                    }
                    execute(insert, seen);
                }
                try (PreparedStatement update = connection.prepareStatement("UPDATE h_batch SET id = ? WHERE id = ?")) {
                    for (int id : new int[]{1, 2, 3, 4}) {
                        update.setInt(1, id == 3 ? 4 : id + 100);
                        update.setInt(2, id);
                        update.addBatch();
                    }
                    execute(update, seen);
                }
                try (Statement mixed = connection.createStatement()) {
                    for (String each : List.of("INSERT INTO h_batch VALUES (50, 'a')", "UPDATE h_batch SET v = 'b'",
                            "no statement", "DELETE FROM h_batch WHERE id = 50",
                            "INSERT INTO h_batch (v) VALUES ('z')")) {
                        mixed.addBatch(each);
                    }
                    execute(mixed, seen);
                }
                seen.query(connection, LEFT);
                if (!commits) {
                    connection.rollback();
                    seen.query(connection, LEFT);
                }
            }
        }
    }

    static void execute(Statement batch, Transcript seen) throws SQLException {
        try {
            seen.say(Arrays.toString(batch.executeBatch()));
        } catch (BatchUpdateException e) {
            seen.say(Arrays.toString(e.getUpdateCounts()));
            seen.error(e);
        }
        List<String> keys = new ArrayList<>();
        try (ResultSet generated = batch.getGeneratedKeys()) {
            while (generated.next()) {
                keys.add(generated.getString(1));
            }
            seen.say("keys " + keys);
        } catch (SQLException none) {
            seen.error(none);
        }
    }

    private static void statements(Connection opened, Transcript seen) throws SQLException {
        try (Connection connection = opened) {
            Sql.run(connection, "TRUNCATE h_batch");
            for (String several : List.of("SELECT 1; SELECT 2", "INSERT INTO h_batch VALUES (1, 'a'); SELECT id FROM "
                    + "h_batch; INSERT INTO h_batch VALUES (1, 'b'); INSERT INTO h_batch VALUES (2, 'c')",
                    "SET @h = 3; SELECT @h; SELECT no_such_column; SELECT 4", "SELECT 5;", "SELECT 6; ;SELECT 7",
                    "BEGIN; INSERT INTO h_batch VALUES (9, 'd'); ROLLBACK; SELECT COUNT(*) FROM h_batch")) {
                try (Statement statement = connection.createStatement()) {
                    seen.attempt(() -> answers(statement, statement.execute(several), seen));
                }
                seen.query(connection, LEFT);
            }
        }
    }

    static void answers(Statement statement, boolean first, Transcript seen) throws SQLException {
        boolean rows = first;
        while (rows || statement.getUpdateCount() != -1) {
            if (rows) {
                seen.some(statement.getResultSet(), 100);
            } else {
                seen.say("affected " + statement.getUpdateCount());
            }
            rows = statement.getMoreResults();
        }
    }
}

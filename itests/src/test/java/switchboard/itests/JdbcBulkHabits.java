package switchboard.itests;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Batches of MariaDB's driver as COM_STMT_BULK_EXECUTE, with a result for each row. */
final class JdbcBulkHabits {
    private static final int MANY = 3_000;

    private JdbcBulkHabits() {
    }

    static Map<String, JdbcHabits.Habit> all() {
        Map<String, JdbcHabits.Habit> all = new LinkedHashMap<>();
        for (String options : List.of("useBulkStmts=true", "useBulkStmts=true&useServerPrepStmts=true",
                "useBulkStmtsForInserts=true", "useBulkStmts=false&useBulkStmtsForInserts=false")) {
            all.put("bulk " + options, (to, seen) -> bulk(to.mariaDbConnectorJ(options), seen));
        }
        return all;
    }

    private static void bulk(Connection opened, Transcript seen) throws SQLException {
        try (Connection connection = opened) {
            Sql.run(connection, "TRUNCATE h_batch");
            one(connection, "INSERT INTO h_batch (id, v) VALUES (?, ?)", seen, 1, 2, 3, 4);
            one(connection, "INSERT INTO h_batch (id, v) VALUES (?, ?)", seen, 5, 6, 2, 7);
            one(connection, "INSERT IGNORE INTO h_batch (id, v) VALUES (?, ?)", seen, 6, 7, 8);
            one(connection, "INSERT INTO h_batch (id, v) VALUES (?, ?) ON DUPLICATE KEY UPDATE v = 'twice'", seen, 8,
                    9);
            one(connection, "INSERT INTO h_batch (id, v) VALUES (?, ?) RETURNING id, v", seen, 20, 21);
            one(connection, "REPLACE INTO h_batch (id, v) VALUES (?, ?)", seen, 20, 22);
            one(connection, "DELETE FROM h_batch WHERE id = ? OR v = ?", seen, 20, 23);
            one(connection, "UPDATE h_batch SET v = 'changed' WHERE id >= ? AND v <> ?", seen, 7, 100, 8);
            one(connection, "INSERT INTO no_such_table VALUES (?, ?)", seen, 1, 2);
            seen.query(connection, "SELECT * FROM h_batch ORDER BY id");
            try (PreparedStatement keys = connection.prepareStatement("INSERT INTO h_batch (v) VALUES (?)",
                    Statement.RETURN_GENERATED_KEYS)) {
                for (int row = 0; row < MANY; row++) {
                    keys.setString(1, row % 3 == 0 ? null : "x".repeat(row % 100));
                    keys.addBatch();
                }
                JdbcBatchHabits.execute(keys, seen);
            }
            seen.query(connection, "SELECT COUNT(*), COUNT(v), SUM(LENGTH(v)), MAX(id) FROM h_batch");
        }
    }

    private static void one(Connection connection, String statement, Transcript seen, int... ids) {
        seen.attempt(() -> {
            try (PreparedStatement batch = connection.prepareStatement(statement, Statement.RETURN_GENERATED_KEYS)) {
                for (int id : ids) {
                    batch.setInt(1, id);
                    if (id % 4 == 0) {
                        batch.setNull(2, Types.VARCHAR);
                    } else {
                        batch.setString(2, "v" + id);
                    }
                    batch.addBatch();
                }
                JdbcBatchHabits.execute(batch, seen);
            }
            if (!statement.contains("no_such_table")) { // of the second error, which the proxy gives itself, it knows nothing
                seen.query(connection, "SHOW WARNINGS");
            }
        });
    }
}

package switchboard.stats.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Something to write down. */
sealed interface Sample {
    /** About how many bytes it takes. */
    long bytes();

    void write(Connection connection) throws SQLException;

    /** Numbers of one series. */
    record Numbers(Series series, long timestamp, long[] values) implements Sample {
        @Override
        public long bytes() {
            return Long.BYTES * (values.length + 1L);
        }

        @Override
        public void write(Connection connection) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(series.insert())) {
                insert.setLong(1, timestamp);
                for (int i = 0; i < values.length; i++) {
                    insert.setLong(i + 2, values[i]);
                }
                insert.executeUpdate();
            }
        }
    }

    /** All status variables; a name gets its number when it is first seen. */
    record Variables(long timestamp, Map<String, String> values) implements Sample {
        private static final long ROW_BYTES = 40;

        @Override
        public long bytes() {
            return ROW_BYTES * values.size();
        }

        @Override
        public void write(Connection connection) throws SQLException {
            Map<String, Long> numbers = numbers(connection);
            if (!numbers.keySet().containsAll(values.keySet())) {
                addNames(connection, numbers);
                numbers = numbers(connection);
            }
            try (PreparedStatement insert = connection.prepareStatement("MERGE INTO "
                    + Sql.table(HistorySchema.VARIABLES)
                    + "(\"timestamp\", \"variable_id\", \"variable_value\") KEY(\"timestamp\", \"variable_id\") VALUES (?, ?, ?)")) {
                for (Map.Entry<String, String> variable : values.entrySet()) {
                    insert.setLong(1, timestamp);
                    insert.setLong(2, numbers.get(variable.getKey()));
                    insert.setString(3, variable.getValue());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }

        private void addNames(Connection connection, Map<String, Long> known) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO " + Sql.table(HistorySchema.NAMES) + "(\"variable_name\") VALUES (?)")) {
                for (String name : values.keySet()) {
                    if (!known.containsKey(name)) {
                        insert.setString(1, name);
                        insert.addBatch();
                    }
                }
                insert.executeBatch();
            }
        }

        private static Map<String, Long> numbers(Connection connection) throws SQLException {
            Map<String, Long> numbers = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT \"variable_name\", \"variable_id\" FROM "
                            + Sql.table(HistorySchema.NAMES))) {
                while (result.next()) {
                    numbers.put(result.getString(1), result.getLong(2));
                }
            }
            return numbers;
        }
    }

    /**
     * Rows as they were read, in the order of the table's columns without its first, the time.
     *
     * @param once whether they take the place of rows of the same time, which are there if the clock was set back
     */
    record Rows(String table, boolean once, long timestamp, List<Object[]> values) implements Sample {
        private static final int BATCH = 1000;

        @Override
        public long bytes() {
            long bytes = 0;
            for (Object[] row : values) {
                for (Object value : row) {
                    bytes += value instanceof String text ? text.length() : Long.BYTES;
                }
            }
            return bytes;
        }

        @Override
        public void write(Connection connection) throws SQLException {
            if (values.isEmpty()) {
                return;
            }
            if (once) {
                try (PreparedStatement delete = connection
                        .prepareStatement("DELETE FROM " + Sql.table(table) + " WHERE \"timestamp\" = ?")) {
                    delete.setLong(1, timestamp);
                    delete.executeUpdate();
                }
            }
            insert(connection);
        }

        private void insert(Connection connection) throws SQLException {
            String sql = "INSERT INTO " + Sql.table(table) + " VALUES (?" + ", ?".repeat(values.getFirst().length)
                    + ')';
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.size(); i++) {
                    insert.setLong(1, timestamp);
                    Object[] row = values.get(i);
                    for (int column = 0; column < row.length; column++) {
                        insert.setObject(column + 2, row[column]);
                    }
                    insert.addBatch();
                    if ((i + 1) % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
        }
    }
}

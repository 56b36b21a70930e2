package switchboard.stats.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.stats.HistoryDatabase;
import switchboard.api.stats.HistoryTables;
import switchboard.api.table.TableDefinition;

/** The tables in an H2 database with the settings of the product's, and a disk that a test fills. */
final class MemoryHistory implements HistoryDatabase, AutoCloseable {
    private final Connection connection;
    HistoryTables inForce;
    boolean full;
    int writes;

    MemoryHistory(HistoryTables tables) throws SQLException {
        inForce = tables;
        connection = DriverManager.getConnection(
                "jdbc:h2:mem:;MODE=MySQL;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;NON_KEYWORDS=KEY,VALUE");
        execute("CREATE SCHEMA \"stats_history\"");
        for (TableDefinition table : tables.tables()) {
            execute(table.createSql().replace("CREATE TABLE ", "CREATE TABLE \"stats_history\".")
                    .replace("INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", "BIGINT AUTO_INCREMENT PRIMARY KEY")
                    .replace("timestamp INT", "\"timestamp\" INT").replace("(timestamp", "(\"timestamp\"")
                    .replace(" INT", " BIGINT").replace("BIGINTEGER", "BIGINT"));
        }
    }

    @Override
    public boolean isInForce(HistoryTables tables) {
        return tables == inForce;
    }

    @Override
    public <T> T write(String task, long bytes, Work<T> work) throws ConfigRefusedException {
        if (full) {
            throw new ConfigRefusedException(task + ": No space left on device");
        }
        writes++;
        try {
            connection.setAutoCommit(false);
            T result = work.run(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The rows of a query, values joined by blanks. */
    List<String> ask(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : " ").append(result.getString(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

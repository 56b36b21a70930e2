package switchboard.admin.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import switchboard.admin.sql.TableText;
import switchboard.admin.sql.Translation;

/**
 * REPLACE as SQLite does it, in one transaction: each new row first deletes those with which it shares a key. H2's own
 * REPLACE updates only the named columns, and spins when a key column is left out.
 */
final class Replacement {
    private static final int BATCH = 1000;

    private final Connection connection;
    private final Function<String, TableText> tables;

    Replacement(Connection connection, Function<String, TableText> tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /** Returns the rows inserted. */
    long run(Translation statement) throws SQLException {
        TableText table = tables.apply(statement.target());
        if (table == null) {
            throw new SQLException("Table \"" + statement.target() + "\" not found", "42S02", 42102);
        }
        List<String> columns = statement.columns().isEmpty()
                ? List.copyOf(table.defaults().keySet())
                : statement.columns().stream().map(column -> column.toLowerCase(Locale.ROOT)).toList();
        List<Object[]> rows = rows(statement.sql(), columns.size());
        connection.setAutoCommit(false);
        try {
            for (Object[] row : rows) {
                delete(statement.target(), table, columns, row);
            }
            insert(statement.target(), columns, rows);
            connection.commit();
            return rows.size();
        } catch (SQLException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private List<Object[]> rows(String source, int width) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        try (Statement query = connection.createStatement(); ResultSet found = query.executeQuery(source)) {
            int count = found.getMetaData().getColumnCount();
            if (count != width) {
                throw new SQLException("Column count does not match", "21S02", 21002);
            }
            while (found.next()) {
                Object[] row = new Object[count];
                for (int i = 0; i < count; i++) {
                    row[i] = found.getObject(i + 1);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private void delete(String target, TableText table, List<String> columns, Object[] row) throws SQLException {
        for (List<String> key : table.keys()) {
            List<Object> values = new ArrayList<>();
            List<String> conditions = new ArrayList<>();
            for (String column : key) {
                int at = columns.indexOf(column);
                String defaultSql = table.defaults().get(column);
                if (at >= 0) {
                    conditions.add(quoted(column) + " = ?");
                    values.add(row[at]);
                } else if (defaultSql != null) {
                    conditions.add(quoted(column) + " = " + defaultSql);
                }
            }
            if (conditions.size() < key.size()) {
                continue; // a key that the database makes up, or NULL: no other row has it
            }
            String sql = "DELETE FROM " + name(target) + " WHERE " + String.join(" AND ", conditions);
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.size(); i++) {
                    delete.setObject(i + 1, values.get(i));
                }
                delete.executeUpdate();
            }
        }
    }

    private void insert(String target, List<String> columns, List<Object[]> rows) throws SQLException {
        String sql = "INSERT INTO " + name(target) + " (" + String.join(", ", columns.stream().map(Replacement::quoted)
                .toList()) + ") VALUES (" + "?, ".repeat(columns.size() - 1) + "?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.addBatch();
                if (++waiting == BATCH) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                insert.executeBatch();
            }
        } catch (java.sql.BatchUpdateException failed) {
            throw failed.getNextException() != null ? failed.getNextException() : failed;
        }
    }

    private static String name(String target) {
        int dot = target.indexOf('.');
        return dot < 0 ? quoted(target) : target.substring(0, dot) + "." + quoted(target.substring(dot + 1));
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }
}

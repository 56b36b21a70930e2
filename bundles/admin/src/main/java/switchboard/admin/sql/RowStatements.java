package switchboard.admin.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import switchboard.admin.sql.h2.H2Statement.Rows;
import switchboard.admin.sql.syntax.Statement.Conflict;
import switchboard.admin.sql.syntax.TableText;

/** The prepared statements that write a row: delete its old self, delete what is in its way, insert it. */
final class RowStatements implements AutoCloseable {
    /** A DELETE, and which values of a row it takes. */
    private record Delete(PreparedStatement statement, int[] values) {
    }

    private final Rows change;
    private final List<Delete> conflicts = new ArrayList<>();
    private final Delete old;
    private final PreparedStatement insert;

    RowStatements(Connection connection, Rows change) throws SQLException {
        this.change = change;
        this.old = change.oldKey().isEmpty() ? null : old(connection);
        for (List<String> key : change.target().keys()) {
            Delete delete = conflict(connection, key);
            if (delete != null) {
                conflicts.add(delete);
            }
        }
        this.insert = connection.prepareStatement(insertSql());
    }

    private Delete old(Connection connection) throws SQLException {
        List<String> conditions = new ArrayList<>();
        int[] values = new int[change.oldKey().size()];
        for (int i = 0; i < values.length; i++) {
            conditions.add(quoted(change.oldKey().get(i)) + " = ?");
            values[i] = i;
        }
        return new Delete(connection.prepareStatement(deleteSql(conditions)), values);
    }

    /** Null for a key of which a value is made up by the database, or is NULL: no other row has it. */
    private Delete conflict(Connection connection, List<String> key) throws SQLException {
        List<String> conditions = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        for (String name : key) {
            int at = indexOf(name);
            String defaultSql = change.target().column(name).defaultSql();
            if (at < 0 && defaultSql == null) {
                return null;
            }
            conditions.add(quoted(name) + " = " + (at < 0 ? defaultSql : marker(change.target().column(name))));
            if (at >= 0) {
                values.add(change.oldKey().size() + at);
            }
        }
        return new Delete(connection.prepareStatement(deleteSql(conditions)),
                values.stream().mapToInt(Integer::intValue).toArray());
    }

    private int indexOf(String column) {
        for (int i = 0; i < change.columns().size(); i++) {
            if (change.columns().get(i).equalsIgnoreCase(column)) {
                return i;
            }
        }
        return -1;
    }

    private String deleteSql(List<String> conditions) {
        return "DELETE FROM " + change.table() + " WHERE " + String.join(" AND ", conditions);
    }

    private String insertSql() {
        List<String> names = new ArrayList<>();
        List<String> markers = new ArrayList<>();
        for (String name : change.columns()) {
            names.add(quoted(name));
            markers.add(marker(change.target().column(name)));
        }
        return "INSERT INTO " + change.table() + " (" + String.join(", ", names) + ") VALUES ("
                + String.join(", ", markers) + ')';
    }

    /** REPLACE puts the default where NULL may not be (SQLite manual, lang_conflict). */
    private String marker(TableText.Column column) {
        boolean replaced = change.conflict() == Conflict.REPLACE && column.notNull() && column.defaultSql() != null;
        return replaced ? "COALESCE(?, " + column.defaultSql() + ')' : "?";
    }

    void deleteOld(Object[] row) throws SQLException {
        if (old != null) {
            run(old, row);
        }
    }

    void deleteConflicts(Object[] row) throws SQLException {
        for (Delete delete : conflicts) {
            run(delete, row);
        }
    }

    private static void run(Delete delete, Object[] row) throws SQLException {
        for (int i = 0; i < delete.values().length; i++) {
            delete.statement().setObject(i + 1, row[delete.values()[i]]);
        }
        delete.statement().executeUpdate();
    }

    void insert(Object[] row) throws SQLException {
        int skipped = change.oldKey().size();
        for (int i = skipped; i < row.length; i++) {
            insert.setObject(i - skipped + 1, row[i]);
        }
        insert.executeUpdate();
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws SQLException {
        if (old != null) {
            old.statement().close();
        }
        for (Delete delete : conflicts) {
            delete.statement().close();
        }
        insert.close();
    }
}

package switchboard.admin.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import switchboard.admin.sql.h2.H2Statement.Rows;
import switchboard.admin.sql.syntax.Statement.Conflict;

/**
 * REPLACE and OR IGNORE as SQLite does them, row by row in one transaction: REPLACE deletes the rows with which the new one
 * shares a key, IGNORE leaves out a row that a constraint refuses. H2's own REPLACE updates only the named columns, and spins
 * when a key column is left out.
 */
public final class RowWriter {
    /** H2's errors of UNIQUE, NOT NULL and CHECK. */
    private static final Set<Integer> REFUSED = Set.of(23505, 23502, 23513, 23514);

    private final Connection connection;
    private final Rows change;

    public RowWriter(Connection connection, Rows change) {
        this.connection = connection;
        this.change = change;
    }

    /** Returns the rows written. The connection is in auto-commit before and after. */
    public long run() throws SQLException {
        List<Object[]> rows = rows();
        connection.setAutoCommit(false);
        try (RowStatements statements = new RowStatements(connection, change)) {
            long written = 0;
            for (Object[] row : rows) {
                written += write(statements, row) ? 1 : 0;
            }
            connection.commit();
            return written;
        } catch (SQLException | RuntimeException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private List<Object[]> rows() throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        try (Statement query = connection.createStatement(); ResultSet found = query.executeQuery(change.source())) {
            int count = found.getMetaData().getColumnCount();
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

    private boolean write(RowStatements statements, Object[] row) throws SQLException {
        if (change.conflict() == Conflict.REPLACE) {
            statements.deleteOld(row);
            statements.deleteConflicts(row);
            statements.insert(row);
            return true;
        }
        Savepoint before = connection.setSavepoint();
        try {
            statements.deleteOld(row);
            statements.insert(row);
            return true;
        } catch (SQLException failed) {
            connection.rollback(before);
            if (!REFUSED.contains(ErrorText.cause(failed).getErrorCode())) {
                throw failed;
            }
            return false;
        }
    }
}

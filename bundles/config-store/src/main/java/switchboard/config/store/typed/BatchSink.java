package switchboard.config.store.typed;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import switchboard.api.table.VirtualTable.RowSink;

/** Writes the rows that it is given in batches. */
final class BatchSink implements RowSink {
    private static final int BATCH = 1000;

    /** Carries H2's error through the code of a module. */
    static final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FailedException(SQLException cause) {
            super(cause);
        }

        SQLException cause() {
            return (SQLException) getCause();
        }
    }

    private final PreparedStatement insert;
    private final int columns;
    private int waiting;

    BatchSink(PreparedStatement insert, int columns) {
        this.insert = insert;
        this.columns = columns;
    }

    @Override
    public void row(Object... values) {
        if (values.length != columns) {
            throw new IllegalArgumentException("a row of " + values.length + " values for " + columns + " columns");
        }
        try {
            for (int i = 0; i < columns; i++) {
                insert.setObject(i + 1, values[i] instanceof Boolean flag ? flag ? 1 : 0 : values[i]);
            }
            insert.addBatch();
            if (++waiting == BATCH) {
                finish();
            }
        } catch (SQLException e) {
            throw new FailedException(e);
        }
    }

    void finish() throws SQLException {
        if (waiting > 0) {
            insert.executeBatch();
            waiting = 0;
        }
    }
}

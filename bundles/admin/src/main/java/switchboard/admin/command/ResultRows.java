package switchboard.admin.command;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The rows of a result as text, read once and one by one: there may be a million. The caller closes the result. */
final class ResultRows implements Iterable<String[]>, Iterator<String[]> {
    /** The result could not be read on; the cause says why. */
    static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenException(SQLException cause) {
            super(cause);
        }
    }

    private final ResultSet result;
    private final int columns;
    private boolean onRow;
    private boolean ended;

    ResultRows(ResultSet result) throws SQLException {
        this.result = result;
        this.columns = result.getMetaData().getColumnCount();
    }

    @Override
    public Iterator<String[]> iterator() {
        return this;
    }

    @Override
    public boolean hasNext() {
        if (!onRow && !ended) {
            try {
                onRow = result.next();
                ended = !onRow;
            } catch (SQLException e) {
                throw new BrokenException(e);
            }
        }
        return onRow;
    }

    @Override
    public String[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        onRow = false;
        try {
            String[] row = new String[columns];
            for (int i = 0; i < columns; i++) {
                row[i] = result.getString(i + 1);
            }
            return row;
        } catch (SQLException e) {
            throw new BrokenException(e);
        }
    }
}

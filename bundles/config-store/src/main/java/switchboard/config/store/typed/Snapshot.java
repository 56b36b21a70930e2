package switchboard.config.store.typed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.engine.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction of one query, which sees all tables as they stood at its beginning. */
final class Snapshot {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");

    private final Connection reader;

    private Snapshot(Connection reader) {
        this.reader = reader;
    }

    /** H2 takes the snapshot with the first statement, whatever it reads. */
    static Snapshot begin(Connection reader) throws SQLException {
        Snapshot snapshot = new Snapshot(reader);
        reader.setTransactionIsolation(Constants.TRANSACTION_SNAPSHOT);
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            statement.execute("SELECT 1");
        } catch (SQLException failed) {
            snapshot.end();
            throw failed;
        }
        return snapshot;
    }

    void end() {
        try {
            if (!reader.isClosed()) {
                reader.rollback();
                reader.setAutoCommit(true);
                reader.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
        } catch (SQLException broken) {
            LOG.warn("Snapshot of a query not ended: {}", broken.getMessage());
        }
    }
}

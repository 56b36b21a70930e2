package switchboard.config.store.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What is done in one transaction.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface SqlWork<T> {
    /** Works on a connection without auto-commit, and neither commits nor closes. */
    T run(Connection connection) throws SQLException;
}

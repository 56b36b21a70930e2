package switchboard.itests;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Writes the time into a table of the source again and again, as pt-heartbeat does (Percona Toolkit, pt-heartbeat --update). */
final class Heartbeat implements AutoCloseable {
    static final String TABLE = "percona.heartbeat";
    private static final int INTERVAL_MS = 200;

    private final Connection source;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();
    private volatile SQLException failed; // the beats end with it

    /** @param source an administrator's connection, from now on used here only and closed with this */
    Heartbeat(Connection source) throws SQLException {
        this.source = source;
        String monitor = Sql.value(source,
                "SELECT CONCAT('''', user, '''@''', host, '''') FROM mysql.user WHERE user = 'monitor'");
        Sql.run(source, "DROP DATABASE IF EXISTS percona", "CREATE DATABASE percona",
                "CREATE TABLE " + TABLE + " (ts VARCHAR(26) NOT NULL, server_id INT UNSIGNED NOT NULL PRIMARY KEY, "
                        + "file VARCHAR(255), position BIGINT UNSIGNED, relay_master_log_file VARCHAR(255), "
                        + "exec_master_log_pos BIGINT UNSIGNED)",
                "GRANT SELECT ON percona.* TO " + monitor);
        beat();
        beats.scheduleAtFixedRate(() -> {
            try {
                beat();
            } catch (SQLException e) {
                failed = e;
                throw new IllegalStateException(e);
            }
        }, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    private void beat() throws SQLException {
        Sql.run(source, "REPLACE INTO " + TABLE
                + " (ts, server_id) VALUES (DATE_FORMAT(NOW(6), '%Y-%m-%dT%H:%i:%s.%f'), @@server_id)");
    }

    /** Throws if one could not be written. */
    void check() throws SQLException {
        if (failed != null) {
            throw failed;
        }
    }

    /** Ends, and drops the table. */
    @Override
    public void close() throws SQLException {
        beats.shutdown();
        try (source) {
            if (!beats.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new AssertionError("a heartbeat hangs");
            }
            Sql.run(source, "DROP DATABASE percona");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        check();
    }
}

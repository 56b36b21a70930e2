package switchboard.config.store.database;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import switchboard.config.store.rows.TableShare;

/**
 * The tables of main that do not have their first rows yet. Whoever names such a table waits for them: a module with a
 * million rows runs before they stand in main, and nobody may take the table for empty meanwhile. Any thread.
 */
public final class PendingRows {
    private record Fill(String table, Thread filler, CountDownLatch done) {
    }

    private final Map<String, Fill> fills = new ConcurrentHashMap<>(); // by the share's id

    /** The calling thread is going to fill the share's table; it never waits for itself. */
    public void begin(TableShare share) {
        fills.put(share.id(), new Fill(share.name(), Thread.currentThread(), new CountDownLatch(1)));
    }

    /** The rows are there, or won't come; without {@link #begin} nothing happens. */
    public void end(TableShare share) {
        Fill ended = fills.remove(share.id());
        if (ended != null) {
            ended.done().countDown();
        }
    }

    /** Waits until the table has its first rows; its name in lower case. */
    public void await(String table) throws SQLException {
        for (Fill fill : fills.values()) {
            if (fill.table().equals(table) && fill.filler() != Thread.currentThread()) {
                try {
                    fill.done().await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new SQLException("interrupted while " + table + " got its rows", e);
                }
            }
        }
    }
}

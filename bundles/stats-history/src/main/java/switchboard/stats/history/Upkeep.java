package switchboard.stats.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Folds samples into hours and hours into days (of UTC), each once it is complete, and removes what is old.
 *
 * <p>It goes on after the last row that was folded, so that hours in which nothing ran are made up for; a time without
 * samples has no row.
 */
final class Upkeep {
    static final long HOUR = TimeUnit.HOURS.toSeconds(1);
    static final long DAY = TimeUnit.DAYS.toSeconds(1);
    private static final long KEEP_SAMPLES = 7 * DAY; // this and the next as ProxySQL 2.7
    private static final long KEEP_HOURS = 365 * DAY;
    private static final long KEEP_DAYS = 3650 * DAY; // ProxySQL has the tables and leaves them empty

    private final Connection connection;
    private final long now;

    /** @param now in seconds since 1970 */
    Upkeep(Connection connection, long now) {
        this.connection = connection;
        this.now = now;
    }

    void run() throws SQLException {
        for (Series series : Series.ALL) {
            fold(series, series.name(), series.hours(), HOUR);
            fold(series, series.hours(), series.days(), DAY);
            removeOlder(series.name(), "timestamp", KEEP_SAMPLES);
            removeOlder(series.hours(), "timestamp", KEEP_HOURS);
            removeOlder(series.days(), "timestamp", KEEP_DAYS);
        }
        for (String table : List.of(HistorySchema.VARIABLES, HistorySchema.POOL, HistorySchema.EVENTS)) {
            removeOlder(table, "timestamp", KEEP_SAMPLES);
        }
        removeOlder(HistorySchema.DIGESTS, "dump_time", KEEP_SAMPLES);
    }

    private void fold(Series series, String source, String target, long seconds) throws SQLException {
        try (PreparedStatement fold = connection.prepareStatement(series.fold(source, target))) {
            fold.setLong(1, seconds);
            fold.setLong(2, afterLast(target, seconds));
            fold.setLong(3, now - Math.floorMod(now, seconds));
            fold.executeUpdate();
        }
    }

    private long afterLast(String table, long seconds) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT MAX(\"timestamp\") FROM " + Sql.table(table))) {
            result.next();
            long last = result.getLong(1);
            return result.wasNull() ? 0 : last + seconds;
        }
    }

    private void removeOlder(String table, String column, long seconds) throws SQLException {
        try (PreparedStatement delete = connection
                .prepareStatement("DELETE FROM " + Sql.table(table) + " WHERE " + Sql.quoted(column) + " < ?")) {
            delete.setLong(1, now - seconds);
            delete.executeUpdate();
        }
    }
}

package switchboard.stats.history;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.stats.DigestHistory;
import switchboard.api.stats.HistoryDatabase;
import switchboard.api.stats.HistoryTables;

/**
 * Writes down what is due, all in one transaction. When the disk is full it says so once, leaves out what it can't write
 * and tries again with the next sample.
 */
final class Collector implements DigestHistory {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
    private static final String TASK = "History of statistics";
    static final String SAVE = "SAVE MYSQL DIGEST TO DISK";
    private static final long RETRY_SECONDS = 60;

    private final HistoryTables tables;
    private final Supplier<HistoryDatabase> database;
    private final Statistics statistics;
    private final ProcessReadings process;
    private final InstantSource clock;
    private final ServerEvents events;
    private final Slot cpu = new Slot();
    private final Slot memory = new Slot();
    private final Slot connections = new Slot();
    private final Slot pool = new Slot();
    private final Slot queryCache = new Slot();
    private final Slot digests = new Slot();
    private volatile Intervals intervals = Intervals.OFF;
    private long upkeepAt = Long.MIN_VALUE; // this and what follows belong to the thread of tick
    private boolean failing;

    /** @param database gives null while its module is stopped */
    Collector(HistoryTables tables, Supplier<HistoryDatabase> database, Statistics statistics, ProcessReadings process,
            ServerEvents events, InstantSource clock) {
        this.tables = tables;
        this.database = database;
        this.statistics = statistics;
        this.process = process;
        this.events = events;
        this.clock = clock;
    }

    /** Any thread. */
    void follow(Intervals changed) {
        intervals = changed;
    }

    /** Does what is due now; to be called every second by one thread. */
    void tick() {
        HistoryDatabase target = database.get();
        if (target == null || !target.isInForce(tables)) {
            return; // a newer bundle writes
        }
        try {
            long now = clock.instant().getEpochSecond();
            Intervals every = intervals;
            write(target, now, due(now, every));
            if (digests.due(now, every.digests()) >= 0) {
                moveDigests(target);
            }
        } catch (SQLException | ConfigRefusedException e) {
            failed(e);
        } catch (RuntimeException | LinkageError e) { // LinkageError: this bundle is being taken out
            LOG.error("{} left out", TASK, e);
        }
    }

    private List<Sample> due(long now, Intervals every) throws SQLException {
        Readings readings = new Readings(statistics, process);
        long at = cpu.due(now, every.cpu());
        if (at >= 0) {
            readings.cpu(at);
        }
        at = memory.due(now, every.memory());
        if (at >= 0) {
            readings.memory(at);
        }
        at = connections.due(now, every.connections());
        if (at >= 0) {
            readings.connections(at);
        }
        at = pool.due(now, every.pool());
        if (at >= 0) {
            readings.pool(at);
        }
        at = queryCache.due(now, every.queryCache());
        if (at >= 0) {
            readings.queryCache(at);
        }
        List<Sample> samples = new ArrayList<>(readings.samples());
        samples.addAll(events.due());
        return samples;
    }

    private void write(HistoryDatabase target, long now, List<Sample> samples) throws ConfigRefusedException {
        boolean upkeep = now >= upkeepAt;
        if (samples.isEmpty() && !upkeep) {
            return;
        }
        if (upkeep) {
            upkeepAt = now + RETRY_SECONDS;
        }
        target.write(TASK, samples.stream().mapToLong(Sample::bytes).sum(), connection -> {
            for (Sample sample : samples) {
                sample.write(connection);
            }
            if (upkeep) {
                new Upkeep(connection, now).run();
            }
            return null;
        });
        events.written();
        if (upkeep) {
            upkeepAt = now - Math.floorMod(now, Upkeep.HOUR) + Upkeep.HOUR;
        }
        if (failing) {
            failing = false;
            LOG.info("{} is written again", TASK);
        }
    }

    private void failed(Exception why) {
        if (!failing) {
            failing = true;
            LOG.warn("{} is not written, everything else goes on: {}. It is tried again with each sample", TASK,
                    why.getMessage());
        }
    }

    @Override
    public long save() throws ConfigRefusedException {
        HistoryDatabase target = database.get();
        if (target == null) {
            throw new ConfigRefusedException(
                    SAVE + ": the module config-store is stopped. Start it and repeat the command");
        }
        try {
            return moveDigests(target);
        } catch (SQLException e) {
            throw new ConfigRefusedException(SAVE + ": " + e.getMessage() + ". Nothing was saved", e);
        }
    }

    /** The disk is tried before the counters are taken away. */
    private synchronized long moveDigests(HistoryDatabase target) throws SQLException, ConfigRefusedException {
        target.write(SAVE, 0, connection -> null);
        List<Object[]> rows = statistics.takeDigests();
        Sample sample = new Sample.Rows(HistorySchema.DIGESTS, false, clock.instant().getEpochSecond(), rows);
        try {
            target.write(SAVE, sample.bytes(), connection -> {
                sample.write(connection);
                return null;
            });
        } catch (ConfigRefusedException e) {
            LOG.error("Statistics of digests lost digests={}: they were taken and could not be written", rows.size());
            throw e;
        }
        return rows.size();
    }
}

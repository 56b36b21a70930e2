package switchboard.config.store.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigHistory.Version;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.Rows;
import switchboard.config.store.database.FileDatabase;
import switchboard.config.store.history.VersionTables.Kept;

/**
 * Keeps each LOAD TO RUNTIME in the file. A LOAD waits a moment for its version to be on the disk, then goes on; what
 * can't be kept is a warning and nothing else.
 */
public final class LoadHistory {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");
    private static final int MOST_WAITING = 64;
    private static final long MOST_WAITING_ROWS = 4_000_000; // one version of a million users is written, the next comes
    private static final int STOP_SECONDS = 10;

    /** A version and its rows by the share's id. */
    public record Content(Version version, Map<String, Rows> rows, Map<String, Rows> before) {
    }

    private final FileDatabase file;
    private final HistoryWriter writer;
    private final AtomicLong waitingRows = new AtomicLong();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING), task -> new Thread(task, "switchboard-history"));
    private volatile HistorySettings settings = HistorySettings.DEFAULT;

    public LoadHistory(FileDatabase file) {
        this.file = file;
        this.writer = new HistoryWriter(file);
        thread.allowCoreThreadTimeOut(true);
    }

    public void settings(HistorySettings now) {
        settings = now;
    }

    /** Keeps a LOAD; at a start without waiting. Never fails. */
    public void keep(LoadedModule loaded) {
        HistorySettings now = settings;
        if (now.versions() == 0) {
            return;
        }
        long rows = loaded.count();
        if (waitingRows.addAndGet(rows) > Math.max(rows, MOST_WAITING_ROWS)) {
            waitingRows.addAndGet(-rows);
            given("the disk is too slow: too much is waiting", loaded);
            return;
        }
        try {
            Future<?> task = thread.submit(() -> write(loaded, now, rows));
            if (!loaded.start()) {
                await(task, now, loaded);
            }
        } catch (RejectedExecutionException full) {
            waitingRows.addAndGet(-rows);
            given("the disk is too slow: too many are waiting", loaded);
        }
    }

    private static void await(Future<?> task, HistorySettings settings, LoadedModule loaded) {
        try {
            task.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            LOG.info("History is behind module={}: the disk is slow", loaded.module());
        } catch (ExecutionException | InterruptedException e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write(LoadedModule loaded, HistorySettings settings, long rows) {
        try {
            writer.take(loaded, settings);
            file.compactIfGrown();
        } catch (ConfigRefusedException e) {
            given(e.getMessage(), loaded);
        } catch (RuntimeException | LinkageError e) { // LinkageError: a class of a bundle that is being taken out
            LOG.warn("LOAD not kept in the history module={}", loaded.module(), e);
        } finally {
            waitingRows.addAndGet(-rows);
        }
    }

    private static void given(String reason, LoadedModule loaded) {
        LOG.warn("LOAD not kept in the history module={}: {}. It is in runtime all the same", loaded.module(), reason);
    }

    /** The versions that are kept, newest first; null for all modules. */
    public List<Version> versions(String module) throws ConfigRefusedException {
        return visible(list(module)).reversed().stream().map(Kept::version).toList();
    }

    /** Of each module as many as are wanted: of a chain the first ones may be older. */
    private List<Kept> visible(List<Kept> kept) {
        Map<String, Integer> count = new LinkedHashMap<>();
        List<Kept> found = new ArrayList<>();
        for (Kept one : kept.reversed()) {
            if (count.merge(one.version().module(), 1, Integer::sum) <= Math.max(1, settings.versions())) {
                found.addFirst(one);
            }
        }
        return found;
    }

    /** A version's rows and those of the one before, null if that is not kept. */
    public Content content(long number) throws ConfigRefusedException {
        List<Kept> all = visible(list(null));
        Kept kept = all.stream().filter(one -> one.version().number() == number).findFirst()
                .orElseThrow(() -> new ConfigRefusedException(
                        "There is no version " + number + ". SHOW CONFIG HISTORY lists what is kept"));
        String module = kept.version().module();
        Kept before = all.stream().filter(one -> one.version().module().equals(module)
                && one.version().number() < number).reduce((first, second) -> second).orElse(null);
        return new Content(kept.version(), rows(kept), before == null ? null : rows(before));
    }

    private Map<String, Rows> rows(Kept kept) throws ConfigRefusedException {
        String task = "Version " + kept.version().number();
        List<byte[]> contents = file.read(task, connection -> new VersionTables(connection)
                .contents(kept.version().module(), kept.base(), kept.version().number()));
        try {
            Map<String, Rows> rows = new LinkedHashMap<>();
            for (byte[] content : contents) {
                ChangeCodec.decode(content).forEach((id, change) -> rows.put(id,
                        change.on(rows.getOrDefault(id, new Rows(change.columns(), List.of())))));
            }
            return rows;
        } catch (IOException e) {
            throw new ConfigRefusedException(task + " can't be read: " + e.getMessage(), e);
        }
    }

    private List<Kept> list(String module) throws ConfigRefusedException {
        awaitWriting();
        return file.maintain("History", connection -> {
            VersionTables tables = new VersionTables(connection);
            tables.create();
            return tables.list(module);
        });
    }

    /** What was loaded before is in the list, unless the disk is very slow. */
    private void awaitWriting() {
        try {
            thread.submit(() -> {
            }).get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | RejectedExecutionException slow) {
            LOG.info("History is behind: the disk is slow");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is waiting. */
    public void stop() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("History closed while versions were waiting waited_s={}", STOP_SECONDS);
        }
    }
}

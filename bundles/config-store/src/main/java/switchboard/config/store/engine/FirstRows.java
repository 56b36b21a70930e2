package switchboard.config.store.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigFile.Content;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.table.Rows;
import switchboard.config.store.database.DiskTables;
import switchboard.config.store.database.PendingRows;
import switchboard.config.store.rows.TableShare;

/**
 * Where a table's rows in main come from when its module first comes in this process: from disk if they were ever saved
 * there, else from the config file; with {@code --reload} from both, the file's rows taking the place of disk's.
 *
 * <p>Many rows of disk run first and are written into main afterwards, which takes longest (a million users: 7 of 12 s).
 */
final class FirstRows {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");
    private static final long MANY_ROWS = 10_000;

    private final DiskTables disk;
    private final LayerCopy copies;
    private final ConfigFileAccess configFile;
    private final PendingRows pending;
    private final boolean reload;
    private final Set<String> filled = ConcurrentHashMap.newKeySet();

    FirstRows(DiskTables disk, LayerCopy copies, ConfigFileAccess configFile, PendingRows pending, boolean reload) {
        this.disk = disk;
        this.copies = copies;
        this.configFile = configFile;
        this.pending = pending;
        this.reload = reload;
    }

    /**
     * What a module begins with.
     *
     * @param unsaved tables whose rows are to be saved once they run
     * @param later tables whose rows are not in main yet
     * @param known the rows of these tables, by the share's id
     */
    record Found(List<TableShare> unsaved, List<TableShare> later, Map<String, Rows> known) {
        static final Found NOTHING = new Found(List.of(), List.of(), Map.of());
    }

    /** The tables that have never been filled; to be given back to {@link #done} by the same thread. */
    List<TableShare> claim(List<TableShare> shares) {
        List<TableShare> fresh = shares.stream().filter(share -> filled.add(share.id())).toList();
        fresh.forEach(pending::begin);
        return fresh;
    }

    /** They could not be made: who comes next fills them. */
    void forget(List<TableShare> fresh) {
        fresh.forEach(share -> filled.remove(share.id()));
    }

    /** Lets those go on who wait for the tables. */
    void done(List<TableShare> fresh) {
        fresh.forEach(pending::end);
    }

    /** Finds the rows of tables and writes them into main, unless they are many. */
    Found find(String module, List<TableShare> fresh) {
        if (fresh.isEmpty()) {
            return Found.NOTHING;
        }
        String task = task(module);
        try {
            disk.ensure(task, fresh);
            List<TableShare> saved = fresh.stream().filter(disk::isSaved).toList();
            Map<String, Rows> rows = copies.readDisk(task, saved);
            List<TableShare> later = reload ? List.of() : saved.stream().filter(share -> isMany(share, rows)).toList();
            copies.intoMemory(task, saved.stream().filter(share -> !later.contains(share)).toList(), rows);
            List<TableShare> fromFile = reload ? fresh : fresh.stream().filter(share -> !disk.isSaved(share)).toList();
            readFile(module, fromFile);
            return new Found(fromFile, later, rows);
        } catch (ConfigRefusedException e) {
            LOG.error("Rows not read from disk module={}: {}", module, e.getMessage());
            readFile(module, fresh);
            return Found.NOTHING;
        }
    }

    /** Writes rows into main that were left for later. */
    void write(String module, List<TableShare> later, Map<String, Rows> rows) {
        if (later.isEmpty()) {
            return;
        }
        try {
            copies.intoMemory(task(module), later, rows);
            LOG.info("Rows written into memory module={} rows={}", module,
                    later.stream().mapToLong(share -> rows.get(share.id()).size()).sum());
        } catch (ConfigRefusedException e) {
            LOG.error("Rows run, but are not in memory module={}: {}. LOAD {} FROM DISK before you SAVE", module,
                    e.getMessage(), module);
        }
    }

    /** Of a shared table no module has many. */
    private static boolean isMany(TableShare share, Map<String, Rows> rows) {
        return !share.shared() && rows.get(share.id()).size() >= MANY_ROWS;
    }

    private static String task(String module) {
        return "Start of " + module;
    }

    private void readFile(String module, List<TableShare> shares) {
        if (shares.stream().allMatch(share -> share.section() == null)) {
            return;
        }
        Optional<Content> content = configFile.atStart();
        if (content.isPresent()) {
            try {
                copies.fileToMemory(task(module), shares, content.get());
            } catch (ConfigRefusedException e) {
                LOG.error("Rows not read from the config file module={}: {}", module, e.getMessage());
            }
        }
    }
}

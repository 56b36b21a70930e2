package switchboard.config.store.database;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.service.Newest;
import switchboard.api.stats.HistoryDatabase;
import switchboard.api.stats.HistoryTables;
import switchboard.api.table.TableDefinition;

/** The schema stats_history of the file: tables of whoever fills them. Any thread. */
public final class HistoryFile implements HistoryDatabase {
    /** The last room on a disk belongs to the configuration: four times this ({@link FileDatabase#requireRoom}). */
    private static final long LEFT_FOR_SAVES = 2L << 20;
    private static final HistoryTables NONE = List::of;

    private final FileDatabase file;
    private final Executor worker;
    private final Newest<HistoryTables> inForce = new Newest<>(NONE);
    private final Set<TableDefinition> ensured = new HashSet<>(); // guarded by itself

    /** @param worker compacts the file when it has grown */
    public HistoryFile(FileDatabase file, Executor worker) {
        this.file = file;
        this.worker = worker;
    }

    public void bind(HistoryTables found, Map<String, ?> properties) {
        inForce.bind(found, properties);
    }

    public void unbind(HistoryTables gone) {
        inForce.unbind(gone);
    }

    /** Names of the tables that are there, in lower case. */
    public SortedSet<String> tables() {
        SortedSet<String> names = new TreeSet<>();
        inForce.get().tables().forEach(table -> names.add(table.name().toLowerCase(Locale.ROOT)));
        return names;
    }

    /** A table that is there; its name in lower case. */
    public Optional<TableDefinition> table(String name) {
        return inForce.get().tables().stream().filter(table -> table.name().equalsIgnoreCase(name)).findFirst();
    }

    @Override
    public boolean isInForce(HistoryTables tables) {
        return inForce.get() == tables;
    }

    @Override
    public <T> T write(String task, long bytes, Work<T> work) throws ConfigRefusedException {
        List<TableDefinition> tables = inForce.get().tables();
        if (tables.isEmpty()) {
            throw new ConfigRefusedException(task + ": no module keeps a history. Start stats-history");
        }
        ensure(tables);
        T result = file.write(task, connection -> {
            file.requireRoom(bytes + LEFT_FOR_SAVES);
            return work.run(connection);
        });
        worker.execute(file::compactIfGrown);
        return result;
    }

    /** Makes what isn't there: rows may be asked for before any was written. */
    public void ensure(List<TableDefinition> tables) throws ConfigRefusedException {
        synchronized (ensured) {
            if (!ensured.containsAll(tables)) {
                file.maintain("Tables of stats_history", connection -> {
                    file.requireRoom(LEFT_FOR_SAVES);
                    new HistoryTableKeeper(connection).ensure(tables);
                    return null;
                });
                ensured.removeIf(known -> tables.stream().anyMatch(table -> table.name().equals(known.name())));
                ensured.addAll(tables);
            }
        }
    }
}

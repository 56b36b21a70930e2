package switchboard.api.config;

import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * A module's rows as they were loaded, those of its extensions among them.
 *
 * @param name as in LOAD: {@code MYSQL SERVERS}
 * @param loads how many LOADs TO RUNTIME there were in this process, first loads of instances not counted
 * @param loadedAtEpochSeconds when any of the tables last got its rows, unix time
 * @param tables its own tables first
 * @param settled asked after reading rows that run: false if a LOAD is or was under way on another thread meanwhile
 * @param sync whether the nodes of a cluster keep it equal
 */
public record LoadedModule(String name, long loads, long loadedAtEpochSeconds, List<LoadedTable> tables,
        BooleanSupplier settled, ClusterSync sync) {
    public LoadedModule {
        Objects.requireNonNull(sync);
        Objects.requireNonNull(name);
        Objects.requireNonNull(settled);
        tables = List.copyOf(tables);
    }

    /** A module that the nodes of a cluster keep equal. */
    public LoadedModule(String name, long loads, long loadedAtEpochSeconds, List<LoadedTable> tables,
            BooleanSupplier settled) {
        this(name, loads, loadedAtEpochSeconds, tables, settled, ClusterSync.ON);
    }
}

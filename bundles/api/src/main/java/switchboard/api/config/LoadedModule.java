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
 */
public record LoadedModule(String name, long loads, long loadedAtEpochSeconds, List<LoadedTable> tables,
        BooleanSupplier settled) {
    public LoadedModule {
        Objects.requireNonNull(name);
        Objects.requireNonNull(settled);
        tables = List.copyOf(tables);
    }
}

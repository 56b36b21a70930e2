package switchboard.monitor.connection;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.config.LoadedTable;
import switchboard.api.table.Rows;

/**
 * What LOAD MYSQL SERVERS brought.
 *
 * @param modules null while nobody knows
 */
public record ServersRows(Supplier<LoadedModules> modules) {
    private static final Rows NONE = new Rows(List.of(), List.of());

    private Optional<LoadedModule> module() {
        LoadedModules known = modules.get();
        return known == null ? Optional.empty() : known.loaded("MYSQL SERVERS");
    }

    /** The rows of a table that run; the same object until the next LOAD. */
    public Rows taken(String table) {
        return module().flatMap(found -> found.tables().stream().filter(one -> one.name().equals(table)).findFirst())
                .map(LoadedTable::taken).orElse(NONE);
    }

    /** How many LOADs there were. */
    public long loads() {
        return module().map(LoadedModule::loads).orElse(0L);
    }
}

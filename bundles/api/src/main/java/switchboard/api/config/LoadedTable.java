package switchboard.api.config;

import java.util.Objects;
import java.util.function.Supplier;
import switchboard.api.table.Rows;

/**
 * One table of a {@link LoadedModule}.
 *
 * @param definition the table, or the module's share of it
 * @param loaded the rows of main at that time; the same object until the next LOAD
 * @param taken those of them that the module did not reject
 * @param running the rows that run now, computed when asked
 */
public record LoadedTable(ConfigTable definition, Rows loaded, Rows taken, Supplier<Rows> running) {
    public LoadedTable {
        Objects.requireNonNull(definition);
        Objects.requireNonNull(loaded);
        Objects.requireNonNull(taken);
        Objects.requireNonNull(running);
    }

    /** The table's name. */
    public String name() {
        return definition.name();
    }
}

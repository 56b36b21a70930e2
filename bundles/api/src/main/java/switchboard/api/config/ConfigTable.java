package switchboard.api.config;

import java.util.Objects;
import switchboard.api.table.TableDefinition;

/**
 * One table of configuration, or a module's share of one.
 *
 * @param definition the table in main; disk has the same, runtime_NAME the same with that prefix
 * @param orderBy the columns by which rows are listed, as SQL text: {@code "hostgroup_id, hostname, port"}
 * @param rowPrefix null, or what the first column of this module's rows begins with, when several modules share a table
 *            ({@code global_variables}: {@code mysql-})
 * @param section how the config file spells it, or null if it has no section
 */
public record ConfigTable(TableDefinition definition, String orderBy, String rowPrefix, FileSection section) {
    public ConfigTable {
        Objects.requireNonNull(definition);
        Objects.requireNonNull(orderBy);
    }

    /** The table's name. */
    public String name() {
        return definition.name();
    }
}

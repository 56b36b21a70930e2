package switchboard.api.config;

import java.util.Objects;
import switchboard.api.table.TableDefinition;

/**
 * One table of configuration, or a module's share of one.
 *
 * @param definition the table in main; disk has the same
 * @param orderBy the columns by which rows are listed, as SQL text: {@code "hostgroup_id, hostname, port"}
 * @param rowPrefix null, or what the first column of this module's rows begins with, when several modules share a table
 *            ({@code global_variables}: {@code mysql-})
 * @param section how the config file spells it, or null if it has no section
 * @param runtime the definition of runtime_NAME, with the same columns; null for the same but for its name
 */
public record ConfigTable(TableDefinition definition, String orderBy, String rowPrefix, FileSection section,
        TableDefinition runtime) {
    public ConfigTable {
        Objects.requireNonNull(definition);
        Objects.requireNonNull(orderBy);
    }

    /** A table whose runtime_ table has the same definition but for its name. */
    public ConfigTable(TableDefinition definition, String orderBy, String rowPrefix, FileSection section) {
        this(definition, orderBy, rowPrefix, section, null);
    }

    /** The table's name. */
    public String name() {
        return definition.name();
    }
}

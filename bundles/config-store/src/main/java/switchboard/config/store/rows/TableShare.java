package switchboard.config.store.rows;

import switchboard.api.config.ConfigTable;
import switchboard.api.config.FileSection;
import switchboard.api.table.TableDefinition;
import switchboard.config.store.shape.TableShape;

/**
 * A module's table, or its share of one that several modules have ({@code global_variables}).
 *
 * @param rowPrefix what the first column of the share's rows begins with, or null for the whole table
 * @param section how the config file spells it, or null
 * @param runtime the table that shows what runs
 */
public record TableShare(TableDefinition definition, TableShape shape, String orderBy, String rowPrefix,
        FileSection section, TableDefinition runtime) {

    /** Reads the definition; {@link IllegalArgumentException} when it can't be understood. */
    public static TableShare of(ConfigTable table) {
        TableDefinition runtime = table.runtime() != null
                ? table.runtime()
                : TableShape.renamed(table.definition(), "runtime_" + table.name());
        return new TableShare(table.definition(), TableShape.of(table.definition()), table.orderBy(),
                table.rowPrefix(), table.section(), runtime);
    }

    /** The table's name. */
    public String name() {
        return definition.name();
    }

    /** Whether other modules have rows in the table too: then copies add and change rows, but delete none. */
    public boolean shared() {
        return rowPrefix != null;
    }

    /** Names this share among all: {@code global_variables/mysql-}. */
    public String id() {
        return shared() ? name() + '/' + rowPrefix : name();
    }

    /** A row by its key, for messages: {@code hostgroup_id=3 hostname=db1 port=3306}. */
    public String describe(String[] row) {
        StringBuilder text = new StringBuilder();
        for (int index : shape.key()) {
            text.append(' ').append(shape.columns().get(index).name()).append('=').append(row[index]);
        }
        return text.substring(1);
    }
}

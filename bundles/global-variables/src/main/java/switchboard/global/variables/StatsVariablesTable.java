package switchboard.global.variables;

import org.osgi.service.component.annotations.Component;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/**
 * The table {@code global_variables} of stats: statistics logins do not reach main's, and some connectors ask for {@code
 * @@max_allowed_packet} at once. As in ProxySQL it has this one row, whatever the variable's value is.
 */
@Component(service = VirtualTable.class)
public final class StatsVariablesTable implements VirtualTable {
    private static final TableDefinition TABLE = new TableDefinition("global_variables", """
            CREATE TABLE global_variables (
                variable_name VARCHAR NOT NULL PRIMARY KEY,
                variable_value VARCHAR NOT NULL)""");

    @Override
    public String schema() {
        return "stats";
    }

    @Override
    public TableDefinition table() {
        return TABLE;
    }

    @Override
    public void read(RowSink sink) {
        sink.row("mysql-max_allowed_packet", "4194304");
    }
}

package switchboard.admin;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/** {@code stats.global_variables}: the one row that lets a statistics login ask for @@max_allowed_packet, as in ProxySQL. */
@Component(service = VirtualTable.class, immediate = true)
public final class StatsVariables implements VirtualTable {
    private static final TableDefinition TABLE = new TableDefinition("global_variables",
            "CREATE TABLE global_variables "
                    + "(variable_name VARCHAR NOT NULL PRIMARY KEY , variable_value VARCHAR NOT NULL)");

    @Activate
    public StatsVariables() {
        // nothing to prepare
    }

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

package switchboard.cluster;

import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/** {@code disk.global_settings}: who this node is. */
record SettingsTable(String uuid) implements VirtualTable {
    private static final TableDefinition TABLE = new TableDefinition("global_settings", """
            CREATE TABLE global_settings (
                variable_name VARCHAR NOT NULL PRIMARY KEY,
                variable_value VARCHAR NOT NULL)""");

    @Override
    public String schema() {
        return "disk";
    }

    @Override
    public TableDefinition table() {
        return TABLE;
    }

    @Override
    public void read(RowSink sink) {
        sink.row("uuid", uuid);
    }
}

package switchboard.mysql.proxy.stats;

import java.util.function.Consumer;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/** A table of the schema {@code stats} and what computes its rows. */
record StatsTable(TableDefinition table, Consumer<RowSink> rows) implements VirtualTable {

    static StatsTable of(String name, String columns, Consumer<RowSink> rows) {
        return new StatsTable(new TableDefinition(name, "CREATE TABLE " + name + " (" + columns + ")"), rows);
    }

    @Override
    public String schema() {
        return "stats";
    }

    @Override
    public void read(RowSink sink) {
        rows.accept(sink);
    }
}

package switchboard.mysql.proxy.stats;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import switchboard.api.table.RowFilter;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/** A table of the schema {@code stats} and what computes its rows. */
record StatsTable(TableDefinition table, BiConsumer<RowSink, RowFilter> rows) implements VirtualTable {

    static StatsTable of(String name, String columns, Consumer<RowSink> rows) {
        return filtered(name, columns, (sink, filter) -> rows.accept(sink));
    }

    /** A table that leaves out what a filter does not need. */
    static StatsTable filtered(String name, String columns, BiConsumer<RowSink, RowFilter> rows) {
        return new StatsTable(new TableDefinition(name, "CREATE TABLE " + name + " (" + columns + ")"), rows);
    }

    @Override
    public String schema() {
        return "stats";
    }

    @Override
    public void read(RowSink sink) {
        rows.accept(sink, RowFilter.NONE);
    }

    @Override
    public void read(RowSink sink, RowFilter filter) {
        rows.accept(sink, filter);
    }
}

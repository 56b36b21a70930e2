package switchboard.config.store.typed;

import java.util.List;
import switchboard.api.table.RowFilter;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;
import switchboard.api.table.VirtualTable.RowSink;

/** What a computed table shows now. */
sealed interface Content {
    TableDefinition definition();

    /** Hands over the rows that the filter needs, or more. */
    void read(RowSink sink, RowFilter filter);

    /** Whether the rows are the ones handed over last time, so that they needn't be written again. */
    boolean isSameAs(Content last);

    /** Rows that run, of one or several modules. */
    record Running(TableDefinition definition, List<Rows> rows) implements Content {
        @Override
        public void read(RowSink sink, RowFilter filter) {
            rows.forEach(share -> share.values().forEach(row -> sink.row((Object[]) row)));
        }

        @Override
        public boolean isSameAs(Content last) {
            if (!(last instanceof Running other) || !other.definition.equals(definition)
                    || other.rows.size() != rows.size()) {
                return false;
            }
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i) != other.rows.get(i)) { // modules that keep their Rows save the writing
                    return false;
                }
            }
            return true;
        }
    }

    /** Rows that a module computes when they are asked for. */
    record Virtual(VirtualTable table) implements Content {
        @Override
        public TableDefinition definition() {
            return table.table();
        }

        @Override
        public void read(RowSink sink, RowFilter filter) {
            table.read(sink, filter);
        }

        @Override
        public boolean isSameAs(Content last) {
            return false;
        }
    }
}

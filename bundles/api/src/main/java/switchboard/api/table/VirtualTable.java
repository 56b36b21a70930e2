package switchboard.api.table;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A table of {@code stats} or {@code monitor}, or one of {@code main} or {@code disk} without LOAD and SAVE, whose rows are computed when a statement names it. Registered as a
 * service; of two with one name that of the newest bundle answers.
 */
@ConsumerType
public interface VirtualTable {
    /** {@code stats} or {@code monitor}; {@code main} or {@code disk} for a table there that no module owns. */
    String schema();

    TableDefinition table();

    /**
     * Hands over all rows in the order of the columns. Called on a thread of administration, never on an event loop, and
     * never twice at once for one table. A {@code _reset} table clears its counters here.
     */
    void read(RowSink sink);

    /** As {@link #read(RowSink)}; for tables of many rows that can leave out at little cost what the filter does not need. */
    default void read(RowSink sink, RowFilter filter) {
        read(sink);
    }

    /** Takes rows. */
    interface RowSink {
        /** One row; each value a String, Number, Boolean (1 or 0) or null. */
        void row(Object... values);
    }
}

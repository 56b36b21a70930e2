package switchboard.api.config;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import switchboard.api.table.Rows;

/** Tables of configuration and what runs by them: what a whole module and a part added to another's module share. */
@ConsumerType
public interface ConfigPart {
    /** The tables in main that hold this configuration; the same list for life. */
    List<ConfigTable> tables();

    /**
     * Checks rows and builds what would run by them, without touching what runs. Called on a thread of administration,
     * one call at a time for each module.
     *
     * @param rows by table name, for each of {@link #tables}, in their order
     * @throws ConfigRefusedException when nothing of it can run; runtime stays as it is
     */
    Prepared prepare(Map<String, Rows> rows) throws ConfigRefusedException;

    /** The rows that are running, by table name, in the tables' order. Any thread. */
    Map<String, Rows> running();

    /**
     * The rows as SAVE TO DISK shall write them, as many as there are; by default as they are. Called on a thread of
     * administration.
     *
     * @param table one of {@link #tables}
     * @param onDisk what the table holds on disk now, read when it is asked for
     */
    default Rows toDisk(String table, Rows rows, OnDisk onDisk) throws ConfigRefusedException {
        return rows;
    }

    /** Reads what a table holds on disk. */
    @FunctionalInterface
    interface OnDisk {
        Rows read() throws ConfigRefusedException;
    }

    /** A configuration that is built and waits to be put in force. */
    interface Prepared {
        /** Rows that will not be taken, and what becomes of them in main. */
        List<Rejection> rejections();

        /** Puts it in force in one step. Cannot fail. */
        void publish();
    }
}

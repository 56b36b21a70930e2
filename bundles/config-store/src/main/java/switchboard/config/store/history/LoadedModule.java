package switchboard.config.store.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import switchboard.api.config.Origin;
import switchboard.api.table.Rows;
import switchboard.config.store.rows.TableShare;

/**
 * A LOAD TO RUNTIME that is in force.
 *
 * @param shares the tables that were loaded; at a start not all of the module's
 * @param rows by the share's id, as they stand in main afterwards
 * @param remark shown with the version
 */
public record LoadedModule(String module, List<TableShare> shares, Map<String, Rows> rows, Instant at, Origin origin,
        String checksum, String remark, Stored stored) {

    /** Brings rows into the form in which they may be written to the disk. */
    @FunctionalInterface
    public interface Stored {
        Map<String, Rows> form(Map<String, Rows> rows) throws switchboard.api.config.ConfigRefusedException;
    }

    boolean start() {
        return origin.equals(Origin.START);
    }

    long count() {
        return rows.values().stream().mapToLong(Rows::size).sum();
    }
}

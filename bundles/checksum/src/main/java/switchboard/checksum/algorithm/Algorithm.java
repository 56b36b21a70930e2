package switchboard.checksum.algorithm;

import java.util.Map;
import switchboard.api.table.Rows;

/** The hash of a module's rows. */
@FunctionalInterface
public interface Algorithm {
    /**
     * @param rows by table, in the order of the module's tables, each in the order in which its rows are listed; tables
     *            may be missing
     * @return 0 if there is nothing to hash
     */
    long hash(Map<String, Rows> rows);
}

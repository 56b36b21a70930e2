package switchboard.cluster.peer;

import java.util.List;
import switchboard.api.table.Rows;

/**
 * All tables of a module, which came with the news that it has changed: who follows need not ask for them.
 *
 * @param module as in runtime_checksums_values; empty if none came
 * @param rows as in an answer for a whole module
 */
public record CarriedRows(String module, Rows rows) {
    public static final CarriedRows NONE = new CarriedRows("", new Rows(List.of(), List.of()));

    public boolean isOf(String name) {
        return !module.isEmpty() && module.equals(name);
    }
}

package switchboard.cluster.pull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedTable;
import switchboard.api.table.Rows;

/** A peer's rows with the columns of this node's tables. */
final class TableFit {
    private static final String ACTIVE = "active";

    private TableFit() {
    }

    /** @throws PullException if there are rows for which this node has no table, or columns that a peer did not send */
    static Map<String, Rows> of(Map<String, Rows> fetched, LoadedModule module) throws PullException {
        Map<String, Rows> result = new LinkedHashMap<>();
        for (Map.Entry<String, Rows> each : fetched.entrySet()) {
            LoadedTable table = module.tables().stream().filter(own -> own.name().equals(each.getKey())).findFirst()
                    .orElse(null);
            if (table != null) {
                result.put(table.name(), rows(table, each.getValue()));
            } else if (each.getValue().size() > 0) {
                throw new PullException(
                        "the peer has rows of " + each.getKey() + ", and the module that has this table "
                                + "does not run here. Start it: PROXYSQL MODULE LIST");
            }
        }
        return result;
    }

    private static Rows rows(LoadedTable table, Rows from) throws PullException {
        List<String> columns = table.loaded().columns();
        int[] source = new int[columns.size()];
        for (int i = 0; i < source.length; i++) {
            source[i] = index(from.columns(), columns.get(i));
            if (source[i] < 0 && !columns.get(i).equals(ACTIVE)) {
                throw new PullException("the peer's " + table.name() + " has no column " + columns.get(i));
            }
        }
        List<String[]> values = new ArrayList<>(from.size());
        for (String[] row : from.values()) {
            String[] fitted = new String[source.length];
            for (int i = 0; i < source.length; i++) {
                fitted[i] = source[i] < 0 ? "1" : row[source[i]]; // what runs is active
            }
            values.add(fitted);
        }
        return new Rows(columns, values);
    }

    /** In any case: ProxySQL's question for rules says {@code ok_msg}, its table {@code OK_msg}. */
    private static int index(List<String> columns, String wanted) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equalsIgnoreCase(wanted)) {
                return i;
            }
        }
        return -1;
    }
}

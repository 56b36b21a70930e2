package switchboard.checksum.algorithm;

import java.util.Map;
import java.util.Set;
import switchboard.api.table.Rows;

/** The hash of variables without those that belong to the node, not to the cluster. */
final class VariablesHash implements Algorithm {
    private final Set<String> without;

    VariablesHash(Set<String> without) {
        this.without = Set.copyOf(without);
    }

    @Override
    public long hash(Map<String, Rows> rows) {
        long sum = 0;
        for (Rows table : rows.values()) {
            sum += RowsHash.of(table, row -> !without.contains(row[0]));
        }
        return sum;
    }
}

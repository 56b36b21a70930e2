package switchboard.aurora;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;

/**
 * The rows that run: a writer hostgroup must not be a reader hostgroup of another row (ProxySQL 2.7, LOAD MYSQL SERVERS TO
 * RUNTIME). Inactive rows run too: they are shown, and count for this.
 *
 * @param clusters what {@code rows} say, in their order
 * @param rejections the other rows, which stay in main
 */
record AuroraHostgroups(List<AuroraRow> clusters, Rows rows, List<Rejection> rejections) {
    private static final int NAMED_COLUMNS = 4; // as ProxySQL names the row in its log

    AuroraHostgroups {
        clusters = List.copyOf(clusters);
        rejections = List.copyOf(rejections);
    }

    static AuroraHostgroups of(Rows rows) throws ConfigRefusedException {
        List<AuroraRow> all = new ArrayList<>();
        Set<Integer> readers = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            AuroraRow row = AuroraRow.of(rows.row(i));
            all.add(row);
            readers.add(row.readerHostgroup());
        }
        List<AuroraRow> taken = new ArrayList<>();
        List<String[]> running = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String[] row = rows.values().get(i);
            if (readers.contains(all.get(i).writerHostgroup())) {
                rejections.add(new Rejection(AuroraTable.NAME, row, row, incompatible(row)));
            } else {
                taken.add(all.get(i));
                running.add(row);
            }
        }
        return new AuroraHostgroups(taken, new Rows(rows.columns(), running), rejections);
    }

    private static String incompatible(String[] row) {
        return "Incompatible entry in %s will be ignored : ( %s )".formatted(AuroraTable.NAME,
                String.join(" , ", Arrays.asList(row).subList(0, NAMED_COLUMNS)));
    }
}

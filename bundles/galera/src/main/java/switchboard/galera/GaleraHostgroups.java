package switchboard.galera;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;

/**
 * The rows that run: a writer hostgroup must not be the reader, backup writer or offline hostgroup of another row
 * (ProxySQL 2.7, LOAD MYSQL SERVERS TO RUNTIME). Inactive rows run too: they are shown, and count for this.
 *
 * @param hostgroups what {@code rows} say, in their order
 * @param rejections the other rows, which stay in main
 */
record GaleraHostgroups(List<GaleraRow> hostgroups, Rows rows, List<Rejection> rejections) {
    private static final int NAMED_COLUMNS = 4; // the hostgroups: as ProxySQL names the row in its log

    GaleraHostgroups {
        hostgroups = List.copyOf(hostgroups);
        rejections = List.copyOf(rejections);
    }

    static GaleraHostgroups of(Rows rows) throws ConfigRefusedException {
        List<GaleraRow> all = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            all.add(GaleraRow.of(rows.row(i)));
        }
        List<GaleraRow> taken = new ArrayList<>();
        List<String[]> running = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String[] row = rows.values().get(i);
            if (all.stream().anyMatch(all.get(i)::writesWhereOthersDoNot)) {
                rejections.add(new Rejection(GaleraTable.NAME, row, row, incompatible(row)));
            } else {
                taken.add(all.get(i));
                running.add(row);
            }
        }
        return new GaleraHostgroups(taken, new Rows(rows.columns(), running), rejections);
    }

    private static String incompatible(String[] row) {
        return "Incompatible entry in %s will be ignored : ( %s )".formatted(GaleraTable.NAME,
                String.join(" , ", Arrays.asList(row).subList(0, NAMED_COLUMNS)));
    }
}

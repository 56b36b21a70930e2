package switchboard.topology;

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
 * @param clusters what {@code rows} say, in their order
 * @param rejections the other rows, which stay in main
 */
public record ClusterRows(List<ClusterRow> clusters, Rows rows, List<Rejection> rejections) {
    /** The columns of the tables. */
    public static final List<String> COLUMNS = List.of("writer_hostgroup", "backup_writer_hostgroup",
            "reader_hostgroup", "offline_hostgroup", "active", "max_writers", "writer_is_also_reader",
            "max_transactions_behind", "comment");
    /** What runs before the first LOAD. */
    public static final ClusterRows NONE = new ClusterRows(List.of(), new Rows(COLUMNS, List.of()), List.of());

    private static final int NAMED_COLUMNS = 4; // the hostgroups: as ProxySQL names the row in its log

    public ClusterRows {
        clusters = List.copyOf(clusters);
        rejections = List.copyOf(rejections);
    }

    /**
     * Reads the rows of a table.
     *
     * @throws ConfigRefusedException if a number is too great
     */
    public static ClusterRows of(String table, Rows rows) throws ConfigRefusedException {
        List<ClusterRow> all = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            all.add(ClusterRow.of(table, rows.row(i)));
        }
        List<ClusterRow> taken = new ArrayList<>();
        List<String[]> running = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String[] row = rows.values().get(i);
            if (all.stream().anyMatch(all.get(i)::writesWhereOthersDoNot)) {
                rejections.add(new Rejection(table, row, row, incompatible(table, row)));
            } else {
                taken.add(all.get(i));
                running.add(row);
            }
        }
        return new ClusterRows(taken, new Rows(rows.columns(), running), rejections);
    }

    private static String incompatible(String table, String[] row) {
        return "Incompatible entry in %s will be ignored : ( %s )".formatted(table,
                String.join(" , ", Arrays.asList(row).subList(0, NAMED_COLUMNS)));
    }
}

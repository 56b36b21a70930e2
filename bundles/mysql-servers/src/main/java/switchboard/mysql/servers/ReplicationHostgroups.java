package switchboard.mysql.servers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import switchboard.api.config.Rejection;
import switchboard.api.table.Row;
import switchboard.api.table.Rows;

/**
 * The rows of {@code mysql_replication_hostgroups} that run: a writer hostgroup must not be a reader hostgroup of
 * another row (ProxySQL 2.7, LOAD MYSQL SERVERS TO RUNTIME).
 *
 * @param rejections the others, which stay in main
 */
record ReplicationHostgroups(Rows rows, List<Rejection> rejections) {
    static ReplicationHostgroups of(Rows rows) {
        String table = ServersTables.REPLICATION_HOSTGROUPS.name();
        Set<Long> readers = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            readers.add(rows.row(i).number("reader_hostgroup"));
        }
        List<String[]> running = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.row(i);
            if (readers.contains(row.number("writer_hostgroup"))) {
                rejections.add(new Rejection(table, row.values(), row.values(),
                        "Incompatible entry in %s will be ignored : ( %s )".formatted(table,
                                String.join(" , ", row.values()))));
            } else {
                running.add(row.values());
            }
        }
        return new ReplicationHostgroups(new Rows(rows.columns(), running), rejections);
    }
}

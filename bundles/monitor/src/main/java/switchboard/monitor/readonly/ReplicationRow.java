package switchboard.monitor.readonly;

import java.util.ArrayList;
import java.util.List;
import switchboard.api.table.Row;
import switchboard.api.table.Rows;

/** A row of mysql_replication_hostgroups. */
record ReplicationRow(int writer, int reader, CheckType checkType) {

    static List<ReplicationRow> of(Rows rows) {
        List<ReplicationRow> read = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.row(i);
            read.add(new ReplicationRow((int) row.number("writer_hostgroup"), (int) row.number("reader_hostgroup"),
                    CheckType.of(row.text("check_type"))));
        }
        return List.copyOf(read);
    }

    boolean has(int hostgroup) {
        return hostgroup == writer || hostgroup == reader;
    }
}

package switchboard.galera;

import java.util.List;
import java.util.function.Supplier;
import switchboard.api.check.CheckResult;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/** {@code monitor.mysql_server_galera_log} (ProxySQL 2.7 manual, monitor tables). */
record GaleraLog(Supplier<Rows> rows) implements VirtualTable {
    /** How many checks of each node are kept. */
    static final int SIZE = 100;
    static final List<String> COLUMNS = List.of("hostname", "port", "time_start_us", "success_time_us",
            "primary_partition", "read_only", "wsrep_local_recv_queue", "wsrep_local_state", "wsrep_desync",
            "wsrep_reject_queries", "wsrep_sst_donor_rejects_queries", "pxc_maint_mode", "error");

    private static final TableDefinition TABLE = new TableDefinition("mysql_server_galera_log", """
            CREATE TABLE mysql_server_galera_log (
                hostname VARCHAR NOT NULL,
                port INT NOT NULL DEFAULT 3306,
                time_start_us INT NOT NULL DEFAULT 0,
                success_time_us INT DEFAULT 0,
                primary_partition VARCHAR NOT NULL DEFAULT 'NO',
                read_only VARCHAR NOT NULL DEFAULT 'YES',
                wsrep_local_recv_queue INT DEFAULT 0,
                wsrep_local_state INT DEFAULT 0,
                wsrep_desync VARCHAR NOT NULL DEFAULT 'NO',
                wsrep_reject_queries VARCHAR NOT NULL DEFAULT 'NO',
                wsrep_sst_donor_rejects_queries VARCHAR NOT NULL DEFAULT 'NO',
                pxc_maint_mode VARCHAR NOT NULL DEFAULT 'NO',
                error VARCHAR,
                PRIMARY KEY (hostname, port, time_start_us))""");

    @Override
    public String schema() {
        return "monitor";
    }

    @Override
    public TableDefinition table() {
        return TABLE;
    }

    @Override
    public void read(RowSink sink) {
        rows.get().values().forEach(row -> sink.row((Object[]) row));
    }

    /** @param answer of an error: what the table's defaults say */
    static String[] row(CheckResult result, GaleraAnswer answer) {
        return new String[]{result.target().hostname(), Integer.toString(result.target().port()),
                Long.toString(result.startMicros()), Long.toString(result.isSuccess() ? result.durationMicros() : 0),
                yes(answer.primaryPartition()), yes(answer.readOnly()), Long.toString(answer.receiveQueue()),
                Integer.toString(answer.localState()), yes(answer.desync()), yes(answer.rejectsQueries()),
                yes(answer.donorRejectsQueries()), yes(answer.maintenance()), result.error()};
    }

    private static String yes(boolean value) {
        return value ? "YES" : "NO";
    }
}

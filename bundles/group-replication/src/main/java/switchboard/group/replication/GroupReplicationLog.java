package switchboard.group.replication;

import java.util.List;
import java.util.function.Supplier;
import switchboard.api.check.CheckResult;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/** {@code monitor.mysql_server_group_replication_log} (ProxySQL 2.7 manual, monitor tables). */
record GroupReplicationLog(Supplier<Rows> rows) implements VirtualTable {
    /** How many checks of each member are kept. */
    static final int SIZE = 100;
    static final List<String> COLUMNS = List.of("hostname", "port", "time_start_us", "success_time_us",
            "viable_candidate", "read_only", "transactions_behind", "error");

    private static final TableDefinition TABLE = new TableDefinition("mysql_server_group_replication_log", """
            CREATE TABLE mysql_server_group_replication_log (
                hostname VARCHAR NOT NULL,
                port INT NOT NULL DEFAULT 3306,
                time_start_us INT NOT NULL DEFAULT 0,
                success_time_us INT DEFAULT 0,
                viable_candidate VARCHAR NOT NULL DEFAULT 'NO',
                read_only VARCHAR NOT NULL DEFAULT 'YES',
                transactions_behind INT DEFAULT 0,
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

    static String[] row(CheckResult result, GroupReplicationAnswer answer) {
        return new String[]{result.target().hostname(), Integer.toString(result.target().port()),
                Long.toString(result.startMicros()), Long.toString(result.isSuccess() ? result.durationMicros() : 0),
                answer.viableCandidate() ? "YES" : "NO", answer.readOnly() ? "YES" : "NO",
                Long.toString(answer.transactionsBehind()), result.error()};
    }
}

package switchboard.aurora;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import switchboard.api.check.CheckResult;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/** The three tables of Aurora in {@code monitor} (ProxySQL 2.7 manual, monitor tables). */
record AuroraLog(TableDefinition table, Supplier<Rows> rows) implements VirtualTable {
    /** How many checks of each server are kept. */
    static final int SIZE = 150;
    static final List<String> COLUMNS = List.of("hostname", "port", "time_start_us", "success_time_us", "error",
            "SERVER_ID", "SESSION_ID", "LAST_UPDATE_TIMESTAMP", "replica_lag_in_milliseconds", "estimated_lag_ms",
            "CPU");

    static final TableDefinition CHECKS = new TableDefinition("mysql_server_aws_aurora_log", """
            CREATE TABLE mysql_server_aws_aurora_log (
                hostname VARCHAR NOT NULL,
                port INT NOT NULL DEFAULT 3306,
                time_start_us INT NOT NULL DEFAULT 0,
                success_time_us INT DEFAULT 0,
                error VARCHAR,
                SERVER_ID VARCHAR NOT NULL DEFAULT '',
                SESSION_ID VARCHAR,
                LAST_UPDATE_TIMESTAMP VARCHAR,
                replica_lag_in_milliseconds INT NOT NULL DEFAULT 0,
                estimated_lag_ms INT NOT NULL DEFAULT 0,
                CPU INT NOT NULL DEFAULT 0,
                PRIMARY KEY (hostname, port, time_start_us, SERVER_ID))""");
    static final TableDefinition STATUS = new TableDefinition("mysql_server_aws_aurora_check_status", """
            CREATE TABLE mysql_server_aws_aurora_check_status (
                writer_hostgroup INT NOT NULL,
                hostname VARCHAR NOT NULL,
                port INT NOT NULL DEFAULT 3306,
                last_checked_at VARCHAR,
                checks_tot INT NOT NULL DEFAULT 0,
                checks_ok INT NOT NULL DEFAULT 0,
                last_error VARCHAR,
                PRIMARY KEY (writer_hostgroup, hostname, port))""");
    static final TableDefinition FAILOVERS = new TableDefinition("mysql_server_aws_aurora_failovers", """
            CREATE TABLE mysql_server_aws_aurora_failovers (
                writer_hostgroup INT NOT NULL,
                hostname VARCHAR NOT NULL,
                inserted_at VARCHAR NOT NULL)""");

    @Override
    public String schema() {
        return "monitor";
    }

    @Override
    public void read(RowSink sink) {
        rows.get().values().forEach(row -> sink.row((Object[]) row));
    }

    /** One row for each server in the answer, one for an error. */
    static List<String[]> rows(CheckResult result, List<Replica> replicas, Map<String, Long> estimatesMs) {
        List<String[]> rows = new ArrayList<>();
        if (replicas.isEmpty()) {
            rows.add(row(result, "", null, null, 0, 0, 0));
        }
        replicas.forEach(replica -> rows.add(row(result, replica.serverId(), replica.sessionId(), replica.lastUpdate(),
                replica.lagMs(), estimatesMs.getOrDefault(replica.serverId(), 0L), replica.cpu())));
        return rows;
    }

    private static String[] row(CheckResult result, String server, String session, String updated, double lagMs,
            long estimateMs, double cpu) {
        return new String[]{result.target().hostname(), Integer.toString(result.target().port()),
                Long.toString(result.startMicros()), Long.toString(result.isSuccess() ? result.durationMicros() : 0),
                result.error(), server, session, updated, Long.toString(Math.round(lagMs)), Long.toString(estimateMs),
                Long.toString(Math.round(cpu))};
    }
}

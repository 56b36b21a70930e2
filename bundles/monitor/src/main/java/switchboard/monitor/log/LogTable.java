package switchboard.monitor.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import switchboard.api.table.TableDefinition;

/** The four log tables that have a row for each answer (ProxySQL 2.7, schema monitor). */
public enum LogTable {
    CONNECT("connect", "connect_success_time_us", "connect_error", null, null),

    PING("ping", "ping_success_time_us", "ping_error", null, null),

    READ_ONLY("read_only", "success_time_us", "error", "read_only", "1"),

    REPLICATION_LAG("replication_lag", "success_time_us", "error", "repl_lag", "0");

    private final TableDefinition definition;
    private final String check;
    private final boolean hasValue;

    /** As ProxySQL prints them: all but the first table with a blank more before the first column. */
    LogTable(String check, String success, String error, String value, String valueDefault) {
        this.check = check;
        hasValue = value != null;
        String name = "mysql_server_" + check + "_log";
        definition = new TableDefinition(name,
                """
                        CREATE TABLE %s (
                        %s    hostname VARCHAR NOT NULL,
                            port INT NOT NULL DEFAULT 3306,
                            time_start_us INT NOT NULL DEFAULT 0,
                            %s INT DEFAULT 0,
                        %s    %s VARCHAR,
                            PRIMARY KEY (hostname, port, time_start_us))""".formatted(name,
                        check.equals("connect") ? "" : " ", success,
                        hasValue ? "    %s INT DEFAULT %s,\n".formatted(value, valueDefault) : "", error));
    }

    /** The check's name, as variables have it. */
    String check() {
        return check;
    }

    public TableDefinition definition() {
        return definition;
    }

    /** A row in the table's columns. */
    public void row(Entry entry, Consumer<Object[]> sink) {
        List<Object> row = new ArrayList<>(
                List.of(entry.hostname(), entry.port(), entry.startMicros(), entry.successMicros()));
        if (hasValue) {
            row.add(entry.value());
        }
        row.add(entry.error());
        sink.accept(row.toArray());
    }

    /** The entry of such a row. */
    Entry entry(Object[] row) {
        Object value = hasValue ? row[4] : null;
        return new Entry((String) row[0], ((Number) row[1]).intValue(), ((Number) row[2]).longValue(),
                ((Number) row[3]).longValue(), value == null ? null : ((Number) value).longValue(),
                (String) row[row.length - 1]);
    }
}

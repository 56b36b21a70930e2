package switchboard.stats.history;

import java.util.List;
import java.util.stream.Collectors;
import switchboard.api.table.TableDefinition;

/**
 * One value of time with numbers: a table of samples, one of hours, one of days.
 *
 * @param name the table of samples; the others have {@code _hour} and {@code _day} behind it
 */
record Series(String name, List<Column> columns) {
    static final Series CPU = new Series("system_cpu", Fold.SUM, "tms_utime", "tms_stime");
    static final Series MEMORY = new Series("system_memory", Fold.AVERAGE, "allocated", "resident", "active", "mapped",
            "metadata", "retained");
    static final Series CONNECTIONS = new Series("mysql_connections", Fold.MAX, "Client_Connections_aborted",
            "Client_Connections_connected", "Client_Connections_created", "Server_Connections_aborted",
            "Server_Connections_connected", "Server_Connections_created", "ConnPool_get_conn_failure",
            "ConnPool_get_conn_immediate", "ConnPool_get_conn_success", "Questions", "Slow_queries",
            "GTID_consistent_queries").averaging("Client_Connections_connected", "Server_Connections_connected");
    static final Series POOL_CALLS = new Series("myhgm_connections", Fold.MAX, "MyHGM_myconnpoll_destroy",
            "MyHGM_myconnpoll_get", "MyHGM_myconnpoll_get_ok", "MyHGM_myconnpoll_push", "MyHGM_myconnpoll_reset");
    static final Series QUERY_CACHE = new Series("mysql_query_cache", Fold.MAX, "count_GET", "count_GET_OK",
            "count_SET", "bytes_IN", "bytes_OUT", "Entries_Purged", "Entries_In_Cache", "Memory_Bytes")
            .averaging("Entries_In_Cache", "Memory_Bytes");
    static final List<Series> ALL = List.of(CPU, MEMORY, CONNECTIONS, POOL_CALLS, QUERY_CACHE);

    /** A number and how it is folded. */
    record Column(String name, Fold fold) {
    }

    Series {
        columns = List.copyOf(columns);
    }

    private Series(String name, Fold fold, String... columns) {
        this(name, List.of(columns).stream().map(column -> new Column(column, fold)).toList());
    }

    private Series averaging(String... names) {
        List<String> averaged = List.of(names);
        return new Series(name, columns.stream()
                .map(column -> averaged.contains(column.name()) ? new Column(column.name(), Fold.AVERAGE) : column)
                .toList());
    }

    String hours() {
        return name + "_hour";
    }

    String days() {
        return name + "_day";
    }

    /** The three tables, in ProxySQL's spelling. */
    List<TableDefinition> tables() {
        String numbers = columns.stream().map(column -> column.name() + " INT NOT NULL")
                .collect(Collectors.joining(", "));
        return List.of(name, hours(), days()).stream()
                .map(table -> new TableDefinition(table, "CREATE TABLE " + table
                        + " (\n    timestamp INT NOT NULL, " + numbers + ", PRIMARY KEY (timestamp))"))
                .toList();
    }

    /** Writes one sample, over the one of the same second if the clock was set back: timestamp, numbers. */
    String insert() {
        return "MERGE INTO " + Sql.table(name) + "(\"timestamp\", " + names() + ") KEY(\"timestamp\") VALUES (?"
                + ", ?".repeat(columns.size()) + ')';
    }

    /** Folds rows from one time to before another: seconds of the fold twice, from, to. */
    String fold(String source, String target) {
        String values = columns.stream().map(column -> column.fold().of(Sql.quoted(column.name())))
                .collect(Collectors.joining(", "));
        return "MERGE INTO " + Sql.table(target) + "(\"timestamp\", " + names()
                + ") KEY(\"timestamp\") SELECT \"begin\", "
                + values + " FROM (SELECT \"timestamp\" - MOD(\"timestamp\", ?) AS \"begin\", " + names() + " FROM "
                + Sql.table(source) + " WHERE \"timestamp\" >= ? AND \"timestamp\" < ?) GROUP BY \"begin\"";
    }

    private String names() {
        return columns.stream().map(column -> Sql.quoted(column.name())).collect(Collectors.joining(", "));
    }
}

package switchboard.mysql.servers;

import java.util.List;
import java.util.function.Supplier;
import switchboard.api.server.ServerEvent;
import switchboard.api.server.ServerStatus;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;

/** {@code stats_mysql_server_events}: the last changes of servers; ProxySQL has no such table. */
record EventsTable(Supplier<List<ServerEvent>> events) implements VirtualTable {
    private static final TableDefinition TABLE = new TableDefinition("stats_mysql_server_events", """
            CREATE TABLE stats_mysql_server_events (
                event_id INT NOT NULL PRIMARY KEY,
                time_us INT NOT NULL,
                hostgroup INT NOT NULL,
                hostname VARCHAR NOT NULL,
                port INT NOT NULL,
                from_status VARCHAR,
                to_status VARCHAR,
                module VARCHAR NOT NULL,
                reason VARCHAR NOT NULL)""");

    @Override
    public String schema() {
        return "stats";
    }

    @Override
    public TableDefinition table() {
        return TABLE;
    }

    /** A status is NULL where the server was not in the hostgroup. */
    @Override
    public void read(RowSink sink) {
        events.get().forEach(event -> sink.row(event.number(), event.atMicros(), event.key().hostgroup(),
                event.key().hostname(), event.key().port(), name(event.from()), name(event.to()), event.module(),
                event.reason()));
    }

    private static String name(ServerStatus status) {
        return status == null ? null : status.name();
    }
}

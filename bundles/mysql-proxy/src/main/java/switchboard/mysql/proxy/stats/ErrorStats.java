package switchboard.mysql.proxy.stats;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.table.VirtualTable;
import switchboard.mysql.proxy.loop.ErrorCounts.Key;
import switchboard.mysql.proxy.loop.ErrorCounts.Seen;
import switchboard.mysql.proxy.loop.ProxyLoops;

/** stats_mysql_errors and its _reset twin (ProxySQL 2.7 manual): what servers answered while commands ran. */
final class ErrorStats {
    private static final String COLUMNS = "hostgroup INT NOT NULL , hostname VARCHAR NOT NULL , port INT NOT NULL , "
            + "username VARCHAR NOT NULL , client_address VARCHAR NOT NULL , schemaname VARCHAR NOT NULL , "
            + "errno INT NOT NULL , count_star INTEGER NOT NULL , first_seen INTEGER NOT NULL , "
            + "last_seen INTEGER NOT NULL , last_error VARCHAR NOT NULL DEFAULT '' , "
            + "PRIMARY KEY (hostgroup, hostname, port, username, schemaname, errno) ";

    private final ProxyLoops loops;

    ErrorStats(ProxyLoops loops) {
        this.loops = loops;
    }

    List<VirtualTable> tables() {
        return List.of(StatsTable.of("stats_mysql_errors", COLUMNS, sink -> read(sink, false)),
                StatsTable.of("stats_mysql_errors_reset", COLUMNS, sink -> read(sink, true)));
    }

    private void read(VirtualTable.RowSink sink, boolean reset) {
        Map<Key, Seen> all = new HashMap<>();
        loops.ask(loop -> loop.errors().read(reset))
                .forEach(ofLoop -> ofLoop.forEach((key, seen) -> all.merge(key, seen, Seen::plus)));
        all.forEach((key, seen) -> sink.row(key.hostgroup(), key.hostname(), key.port(), key.username(),
                key.clientAddress(), key.schema(), key.errno(), seen.count(), seen.first(), seen.last(),
                seen.lastError()));
    }
}

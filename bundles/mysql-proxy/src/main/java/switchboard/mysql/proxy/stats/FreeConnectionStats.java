package switchboard.mysql.proxy.stats;

import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import switchboard.api.server.ServerKey;
import switchboard.api.table.VirtualTable;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxyLoops;
import switchboard.mysql.proxy.variables.SessionVariables;

/**
 * stats_mysql_free_connections (ProxySQL 2.7 manual): the connections that idle in the pools. {@code fd} is -1 where the
 * transport has none (nio); {@code init_connect} and {@code mysql_info}, the inside of ProxySQL's client library, are NULL.
 */
final class FreeConnectionStats {
    private static final String COLUMNS = "fd INT NOT NULL , hostgroup INT NOT NULL , srv_host VARCHAR NOT NULL , "
            + "srv_port INT NOT NULL , user VARCHAR NOT NULL , schema VARCHAR , init_connect VARCHAR , "
            + "time_zone VARCHAR , sql_mode VARCHAR , autocommit VARCHAR , idle_ms INT , statistics VARCHAR , "
            + "mysql_info VARCHAR";

    private final ProxyLoops loops;

    FreeConnectionStats(ProxyLoops loops) {
        this.loops = loops;
    }

    VirtualTable table() {
        return StatsTable.of("stats_mysql_free_connections", COLUMNS,
                sink -> loops.ask(FreeConnectionStats::rows).forEach(rows -> rows.forEach(sink::row)));
    }

    private static List<Object[]> rows(ProxyLoop loop) {
        List<Object[]> rows = new ArrayList<>();
        for (LoopServer server : loop.pool().servers()) {
            for (BackendConnection connection : server.idle()) {
                rows.add(row(server.gate().key(), connection, loop.nanos()));
            }
        }
        return rows;
    }

    private static Object[] row(ServerKey server, BackendConnection connection, long nanos) {
        SessionVariables variables = connection.variables();
        return new Object[]{fd(connection.channel()), server.hostgroup(), server.hostname(), server.port(),
                connection.key().user(), connection.schema(), null, value(variables, "time_zone"),
                value(variables, "sql_mode"), value(variables, "autocommit"),
                TimeUnit.NANOSECONDS.toMillis(nanos - connection.idleSinceNanos()),
                "{\"age_ms\":" + TimeUnit.NANOSECONDS.toMillis(nanos - connection.openedNanos()) + "}", null};
    }

    private static int fd(Channel channel) {
        return channel instanceof UnixChannel unix ? unix.fd().intValue() : -1;
    }

    /** What a session has set it to; null while it has the server's default. */
    private static String value(SessionVariables variables, String name) {
        String assignment = variables == null ? null : variables.assignment(name);
        return assignment == null ? null : assignment.substring(assignment.indexOf('=') + 1);
    }
}

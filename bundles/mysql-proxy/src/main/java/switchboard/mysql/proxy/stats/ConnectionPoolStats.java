package switchboard.mysql.proxy.stats;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.table.VirtualTable;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.backend.ServerGate;
import switchboard.mysql.proxy.backend.ServerGates;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxyLoops;

/** stats_mysql_connection_pool and its _reset twin (ProxySQL 2.7 manual). Called by one thread at a time for each table. */
final class ConnectionPoolStats {
    private static final String COLUMNS = "hostgroup INT , srv_host VARCHAR , srv_port INT , status VARCHAR , "
            + "ConnUsed INT , ConnFree INT , ConnOK INT , ConnERR INT , MaxConnUsed INT , Queries INT , "
            + "Queries_GTID_sync INT , Bytes_data_sent INT , Bytes_data_recv INT , Latency_us INT";

    /** Sums over all loops. */
    private record Counts(long used, long idle, long queries, long gtidQueries, long sent, long received) {
        Counts plus(LoopServer server) {
            return new Counts(used + server.count(LoopServer.Count.USED), idle + server.count(LoopServer.Count.IDLE),
                    queries + server.count(LoopServer.Count.QUERIES),
                    gtidQueries + server.count(LoopServer.Count.GTID_QUERIES),
                    sent + server.count(LoopServer.Count.BYTES_SENT),
                    received + server.count(LoopServer.Count.BYTES_RECEIVED));
        }
    }

    private record Base(long ok, long errors, long queries, long gtidQueries, long sent, long received) {
        static final Base ZERO = new Base(0, 0, 0, 0, 0, 0);
    }

    private final ProxyLoops loops;
    private final ServerGates gates;
    private final Map<ServerKey, Base> bases = new HashMap<>();

    ConnectionPoolStats(ProxyLoops loops, ServerGates gates) {
        this.loops = loops;
        this.gates = gates;
    }

    List<VirtualTable> tables() {
        return List.of(StatsTable.of("stats_mysql_connection_pool", COLUMNS, sink -> read(sink, false)),
                StatsTable.of("stats_mysql_connection_pool_reset", COLUMNS, sink -> read(sink, true)));
    }

    private synchronized void read(VirtualTable.RowSink sink, boolean reset) {
        Map<ServerKey, Counts> counts = new HashMap<>();
        Map<ServerKey, Server> servers = new TreeMap<>();
        for (List<LoopServer> ofLoop : loops.ask(ConnectionPoolStats::servers)) {
            for (LoopServer server : ofLoop) {
                servers.put(server.gate().key(), server.server());
                counts.merge(server.gate().key(), new Counts(0, 0, 0, 0, 0, 0).plus(server),
                        (sum, ignored) -> sum.plus(server));
            }
        }
        servers.forEach((key, server) -> row(sink, server, counts.get(key), reset));
    }

    private static List<LoopServer> servers(ProxyLoop loop) {
        return List.copyOf(loop.pool().servers());
    }

    private void row(VirtualTable.RowSink sink, Server server, Counts now, boolean reset) {
        ServerGate gate = gates.of(server.key());
        Base base = bases.getOrDefault(server.key(), Base.ZERO);
        if (server.status() == switchboard.api.server.ServerStatus.OFFLINE_HARD && now.used() + now.idle() == 0) {
            return; // gone, as in ProxySQL when the last connection is closed
        }
        sink.row(server.key().hostgroup(), server.key().hostname(), server.key().port(), server.status().name(),
                now.used(),
                now.idle(), gate.connectOk() - base.ok(), gate.connectErrors() - base.errors(), gate.maxUsed(),
                now.queries() - base.queries(), now.gtidQueries() - base.gtidQueries(), now.sent() - base.sent(),
                now.received() - base.received(),
                gate.latencyMicros());
        if (reset) {
            bases.put(server.key(),
                    new Base(gate.connectOk(), gate.connectErrors(), now.queries(), now.gtidQueries(), now.sent(),
                            now.received()));
            gate.resetMaxUsed();
        }
    }
}

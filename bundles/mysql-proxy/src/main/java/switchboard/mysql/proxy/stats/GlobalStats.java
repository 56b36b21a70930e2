package switchboard.mysql.proxy.stats;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import switchboard.api.server.ServerKey;
import switchboard.api.table.VirtualTable.RowSink;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.backend.LoopServer.Count;
import switchboard.mysql.proxy.backend.ServerGates;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxyLoops;
import switchboard.mysql.proxy.session.ClientSession;

/**
 * stats_mysql_global (ProxySQL 2.7 manual): only variables that something here counts; one that nobody counts is left
 * out rather than shown as 0.
 */
final class GlobalStats {
    private final ProxyLoops loops;
    private final ServerGates gates;
    private final Supplier<Duration> uptime;

    GlobalStats(ProxyLoops loops, ServerGates gates, Supplier<Duration> uptime) {
        this.loops = loops;
        this.gates = gates;
        this.uptime = uptime;
    }

    /** What one loop's sessions do at this moment. */
    private record Sessions(long busy, long transactions) {
        static Sessions of(ProxyLoop loop) {
            long busy = 0;
            long transactions = 0;
            for (ProxyLoop.Member member : loop.members()) {
                BackendConnection backend = ((ClientSession) member).backend();
                busy += member.isBusy() ? 1 : 0;
                transactions += backend != null && backend.inTransaction() ? 1 : 0;
            }
            return new Sessions(busy, transactions);
        }
    }

    void read(RowSink sink) {
        Map<String, Long> rows = new TreeMap<>();
        for (Counter counter : Counter.values()) {
            rows.put(counter.variableName(), loops.sum(counter));
        }
        rows.put("ProxySQL_Uptime", uptime.get().toSeconds());
        rows.put("MySQL_Thread_Workers", (long) loops.loops().size());
        addSessions(rows);
        addConnections(rows);
        rows.forEach((name, value) -> sink.row(name, value));
    }

    private void addSessions(Map<String, Long> rows) {
        long busy = 0;
        long transactions = 0;
        for (Sessions ofLoop : loops.ask(Sessions::of)) {
            busy += ofLoop.busy();
            transactions += ofLoop.transactions();
        }
        rows.put(Counter.CLIENT_CONNECTIONS_NON_IDLE.variableName(), busy);
        rows.put("Active_Transactions", transactions);
    }

    private void addConnections(Map<String, Long> rows) {
        long[] sums = new long[Count.values().length];
        for (List<LoopServer> servers : loops.ask(loop -> List.copyOf(loop.pool().servers()))) {
            for (LoopServer server : servers) {
                for (Count count : Count.values()) {
                    sums[count.ordinal()] += server.count(count);
                }
            }
        }
        long created = 0;
        long failed = 0;
        for (ServerKey key : gates.keys()) {
            created += gates.of(key).connectOk();
            failed += gates.of(key).connectErrors();
        }
        rows.put("Queries_backends_bytes_sent", sums[Count.BYTES_SENT.ordinal()]);
        rows.put("Queries_backends_bytes_recv", sums[Count.BYTES_RECEIVED.ordinal()]);
        rows.put("Server_Connections_connected", sums[Count.USED.ordinal()] + sums[Count.IDLE.ordinal()]);
        rows.put("Server_Connections_created", created);
        rows.put("Server_Connections_aborted", failed);
        rows.put("Com_backend_init_db", sums[Count.SCHEMA_CHANGES.ordinal()]);
        rows.put("MyHGM_myconnpoll_push", sums[Count.GIVEN_BACK.ordinal()]);
        rows.put("MyHGM_myconnpoll_reset", sums[Count.RESETS.ordinal()]);
        rows.put("MyHGM_myconnpoll_destroy", sums[Count.CLOSED.ordinal()]);
        long got = loops.sum(Counter.CONN_POOL_SUCCESS);
        rows.put("MyHGM_myconnpoll_get_ok", got);
        rows.put("MyHGM_myconnpoll_get", got + loops.sum(Counter.CONN_POOL_FAILURE));
    }
}

package switchboard.mysql.proxy.stats;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import switchboard.api.server.ServerKey;
import switchboard.api.stats.StatusVariables;
import switchboard.api.table.VirtualTable.RowSink;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.backend.LoopServer.Count;
import switchboard.mysql.proxy.backend.ServerGates;
import switchboard.mysql.proxy.loop.Counter;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxyLoops;
import switchboard.mysql.proxy.session.ClientSession;

/** stats_mysql_global (ProxySQL 2.7 manual): what loops and servers count, and what other bundles add. */
final class GlobalStats {
    private final ProxyLoops loops;
    private final ServerGates gates;
    private final StatementStats statements;
    private final Surroundings surroundings;

    GlobalStats(ProxyLoops loops, ServerGates gates, StatementStats statements, Surroundings surroundings) {
        this.loops = loops;
        this.gates = gates;
        this.statements = statements;
        this.surroundings = surroundings;
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
        NotCounted.names().forEach(name -> rows.put(name, 0L));
        for (Counter counter : Counter.values()) {
            rows.put(counter.variableName(), loops.sum(counter));
        }
        rows.put("ProxySQL_Uptime", surroundings.uptime().get().toSeconds());
        rows.put("Servers_table_version", surroundings.serversVersion().getAsLong());
        rows.put("MySQL_Thread_Workers", (long) loops.loops().size());
        addSessions(rows);
        addConnections(rows);
        addStatements(rows);
        addMemory(rows);
        surroundings.others(StatusVariables.Table.MYSQL_GLOBAL)
                .forEach((name, value) -> rows.merge(name, value, Long::sum));
        rows.forEach((name, value) -> sink.row(name, value));
        sink.row("mysql_listener_paused", Boolean.toString(surroundings.paused().getAsBoolean()));
    }

    private void addStatements(Map<String, Long> rows) {
        StatementStats.Counts counts = statements.counts();
        rows.put("Stmt_Client_Active_Total", counts.clientTotal());
        rows.put("Stmt_Client_Active_Unique", counts.clientUnique());
        rows.put("Stmt_Server_Active_Total", counts.serverTotal());
        rows.put("Stmt_Server_Active_Unique", counts.serverUnique());
        rows.put("Stmt_Max_Stmt_id", Math.max(1, counts.maxId())); // ProxySQL begins with 1, before the first
        rows.put("Stmt_Cached", counts.cached());
    }

    private void addMemory(Map<String, Long> rows) {
        Memory memory = Memory.of(loops);
        rows.put("mysql_frontend_buffers_bytes", memory.frontendBuffers());
        rows.put("mysql_backend_buffers_bytes", memory.backendBuffers());
        rows.put("mysql_session_internal_bytes", memory.sessions());
        rows.put("ConnPool_memory_bytes", memory.connections());
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
        rows.put("Com_backend_set_names", sums[Count.NAMES_SET.ordinal()]);
        rows.put("Com_backend_stmt_close", sums[Count.STATEMENTS_CLOSED.ordinal()]);
        rows.put("mysql_killed_backend_queries", sums[Count.KILLED_QUERIES.ordinal()]);
        rows.put("mysql_killed_backend_connections", sums[Count.KILLED_CONNECTIONS.ordinal()]);
        rows.put("ConnPool_get_conn_latency_awareness", sums[Count.PICKED_BY_LATENCY.ordinal()]);
        rows.put("backend_offline_during_query", sums[Count.OFFLINE_DURING_QUERY.ordinal()]);
        rows.put("MyHGM_myconnpoll_push", sums[Count.GIVEN_BACK.ordinal()]);
        rows.put("MyHGM_myconnpoll_reset", sums[Count.RESETS.ordinal()]);
        rows.put("MyHGM_myconnpoll_destroy", sums[Count.CLOSED.ordinal()]);
        long got = loops.sum(Counter.CONN_POOL_SUCCESS);
        rows.put("MyHGM_myconnpoll_get_ok", got);
        rows.put("MyHGM_myconnpoll_get", got + loops.sum(Counter.CONN_POOL_FAILURE));
    }
}

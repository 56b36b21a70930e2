package switchboard.mysql.proxy.stats;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import switchboard.api.listen.ClientAddress;
import switchboard.api.stats.StatusVariables;
import switchboard.api.table.RowFilter;
import switchboard.api.table.VirtualTable;
import switchboard.api.table.VirtualTable.RowSink;
import switchboard.api.user.FrontendAccount;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.ServerGates;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxyLoops;
import switchboard.mysql.proxy.session.ClientSession;
import switchboard.mysql.proxy.session.ProcesslistRow;
import switchboard.mysql.proxy.session.Sessions;

/** The proxy's statistics tables (ProxySQL 2.7 manual, stats). */
public final class ProxyStats {
    private static final int SLICE = 256;

    private final ProxyLoops loops;
    private final ServerGates gates;
    private final Sessions sessions;
    private final HostFailures hosts;
    private final Surroundings surroundings;

    public ProxyStats(ProxyLoops loops, ServerGates gates, Sessions sessions, HostFailures hosts,
            Surroundings surroundings) {
        this.loops = loops;
        this.gates = gates;
        this.sessions = sessions;
        this.hosts = hosts;
        this.surroundings = surroundings;
    }

    public List<VirtualTable> tables() {
        StatementStats statements = new StatementStats(sessions.statements());
        List<VirtualTable> tables = new ArrayList<>(new ConnectionPoolStats(loops, gates).tables());
        tables.addAll(new ErrorStats(loops).tables());
        tables.add(new FreeConnectionStats(loops).table());
        tables.add(new CommandStats(loops).table());
        tables.add(statements.table());
        tables.addAll(new ClientHostStats(hosts).tables());
        tables.add(new GtidStats(surroundings.gtids()).table());
        tables.add(StatsTable.of("stats_mysql_global",
                "Variable_Name VARCHAR NOT NULL PRIMARY KEY , Variable_Value VARCHAR NOT NULL",
                new GlobalStats(loops, gates, statements, surroundings)::read));
        tables.add(
                StatsTable.filtered("stats_mysql_users",
                        "username VARCHAR PRIMARY KEY , frontend_connections INT NOT NULL "
                                + ", frontend_max_connections INT NOT NULL",
                        this::users));
        tables.add(StatsTable.of("stats_mysql_query_rules", "rule_id INTEGER PRIMARY KEY , hits INT NOT NULL",
                this::queryRules));
        tables.add(StatsTable.of("stats_mysql_processlist", "ThreadID INT NOT NULL , SessionID INTEGER PRIMARY KEY , "
                + "user VARCHAR , db VARCHAR , cli_host VARCHAR , cli_port INT , hostgroup INT , l_srv_host VARCHAR , "
                + "l_srv_port INT , srv_host VARCHAR , srv_port INT , command VARCHAR , time_ms INT NOT NULL , "
                + "info VARCHAR , status_flags INT , extended_info VARCHAR", this::processlist));
        return tables;
    }

    /** What the proxy adds to stats_memory_metrics. */
    public StatusVariables memory() {
        StatementStats statements = new StatementStats(sessions.statements());
        return new StatusVariables() {
            @Override
            public Table statusTable() {
                return Table.MEMORY_METRICS;
            }

            @Override
            public Map<String, Long> statusVariables() {
                StatementStats.Counts counts = statements.counts();
                return Map.of("prepare_statement_metadata_memory", counts.metadataBytes(),
                        "prepare_statement_backend_memory", counts.backendBytes());
            }
        };
    }

    private void users(RowSink sink, RowFilter filter) {
        Set<String> names = filter.values().get("username");
        if (names == null) {
            surroundings.users().get().frontends().forEach(account -> user(sink, account));
            return;
        }
        for (String name : names) {
            FrontendAccount account = surroundings.users().get().frontend(name);
            if (account != null) {
                user(sink, account);
            }
        }
    }

    private void user(RowSink sink, FrontendAccount account) {
        sink.row(account.username(), sessions.ofUser(account.username())[0], account.maxConnections());
    }

    private void queryRules(RowSink sink) {
        Map<Integer, Long> hits = new TreeMap<>();
        List<ProxyLoop> all = loops.loops();
        if (!all.isEmpty()) {
            all.get(0).router().rules().ruleIds().forEach(id -> hits.put(id, 0L));
        }
        for (ProxyLoop loop : all) {
            loop.hits().byRule().forEach((id, count) -> hits.computeIfPresent(id, (same, sum) -> sum + count));
        }
        hits.forEach((id, count) -> sink.row(id, count));
    }

    /** In slices: a loop of ten thousand sessions is not to stop for all of them at once. */
    private void processlist(RowSink sink) {
        List<ProxyLoop> all = loops.loops();
        for (int thread = 0; thread < all.size(); thread++) {
            int threadId = thread;
            ProxyLoops one = new ProxyLoops(List.of(all.get(thread)));
            List<ProxyLoop.Member> members = one.askFirst(ProxyLoop::members);
            for (int from = 0; from < members.size(); from += SLICE) {
                List<ProxyLoop.Member> slice = members.subList(from, Math.min(from + SLICE, members.size()));
                one.askFirst(loop -> rows(loop, slice, threadId)).forEach(sink::row);
            }
        }
    }

    private static List<Object[]> rows(ProxyLoop loop, List<ProxyLoop.Member> members, int threadId) {
        List<Object[]> rows = new ArrayList<>();
        int extended = loop.settings().statistics().processlistExtended();
        for (ProxyLoop.Member member : members) {
            ClientSession session = (ClientSession) member;
            if (loop.member(session.id()) != member) {
                continue; // it left since the slice before
            }
            BackendConnection backend = session.backend();
            SocketAddress client = ClientAddress.of(session.channel());
            SocketAddress local = backend == null ? null : backend.channel().localAddress();
            boolean busy = session.isBusy();
            rows.add(new Object[]{threadId, session.id(), session.account().username(), session.origin().schema(),
                    session.origin().clientAddress(), client instanceof InetSocketAddress inet ? inet.getPort() : null,
                    busy || backend != null ? session.currentHostgroup() : session.account().defaultHostgroup(),
                    local instanceof InetSocketAddress inet ? inet.getAddress().getHostAddress() : null,
                    local instanceof InetSocketAddress inet ? inet.getPort() : null,
                    backend == null ? null : backend.server().gate().key().hostname(),
                    backend == null ? null : backend.server().gate().key().port(), ProcesslistRow.command(session),
                    TimeUnit.NANOSECONDS.toMillis(loop.nanos() - session.commandSinceNanos()),
                    ProcesslistRow.info(session),
                    backend == null ? 0 : backend.statusFlags(), ProcesslistRow.extendedInfo(session, extended)});
        }
        return rows;
    }
}

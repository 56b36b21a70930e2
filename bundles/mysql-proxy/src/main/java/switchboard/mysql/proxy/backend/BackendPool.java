package switchboard.mysql.proxy.backend;

import io.netty.channel.EventLoop;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import switchboard.api.server.Server;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServersSnapshot;
import switchboard.mysql.proxy.gtid.ExecutedGtids;
import switchboard.mysql.proxy.gtid.GtidNeed;

/** The backend connections of one event loop. No lock: one thread; who waits stands in a {@link WaitingLine}. */
public final class BackendPool {
    private final EventLoop loop;
    private final ServerGates gates;
    private final BackendConnector connector;
    private final Supplier<ServerDirectory> directory;
    private final Supplier<BackendSettings> settings;
    private final LongSupplier nanoClock;
    private final ServerChoice choice;
    private final OfflineServers offline = new OfflineServers(this);
    private final WaitingSessions waiting;
    private final Map<ServerKey, LoopServer> servers = new HashMap<>();
    private final GtidWaits gtidWaits = new GtidWaits(this);
    private final OwnTls ownTls = new OwnTls(this);
    private ExecutedGtids executed = ExecutedGtids.NONE;
    private ServersSnapshot snapshot = ServersSnapshot.NONE;

    public BackendPool(EventLoop loop, ServerGates gates, BackendConnector connector,
            Supplier<ServerDirectory> directory, Supplier<BackendSettings> settings, LongSupplier nanoClock) {
        this.loop = loop;
        this.gates = gates;
        this.connector = connector;
        this.directory = directory;
        this.settings = settings;
        this.nanoClock = nanoClock;
        this.choice = new ServerChoice(nanoClock.getAsLong(), this::server, () -> settings.get().latency());
        this.waiting = new WaitingSessions(this, loop, choice);
    }

    /** The pools of all loops, to ask them for a connection that idles there while a session starves here. */
    public void siblings(Collection<BackendPool> pools) {
        waiting.siblings(pools);
    }

    /** What is known of servers' transactions. Before the pool is used. */
    public void gtids(ExecutedGtids known) {
        executed = known;
    }

    /** Some server has executed more. Any thread. */
    public void gtidsGrown() {
        gtidWaits.grown();
    }

    /**
     * An idle connection for a session, at once, or null: then a {@link BackendRequest} has to wait for one.
     */
    public BackendConnection take(Wanted wanted) {
        LoopServer server = pick(wanted);
        if (server == null || server.isWarming() || server.gate().line().hasWaiting()) {
            return null;
        }
        BackendConnection found = server.takeIdle(wanted.key(), wanted.schema(), wanted.variables());
        if (found != null) {
            used(server, 1);
        }
        return found;
    }

    /** A server of the hostgroup that has room, by the states in force now; null if none has. */
    LoopServer pick(int hostgroup) {
        follow(directory.get().servers());
        return choice.pick(hostgroup);
    }

    /** As {@link #pick(int)}, and the GTID that it may need is there. */
    LoopServer pick(Wanted wanted) {
        if (wanted.need() == null) {
            return pick(wanted.hostgroup());
        }
        follow(directory.get().servers());
        return choice.pick(wanted.hostgroup(), server -> fits(server.gate(), wanted.need()));
    }

    /** Whether a server of the hostgroup may serve it, as soon as it has room. */
    boolean hasServerFor(Wanted wanted) {
        follow(directory.get().servers());
        return !choice.fitting(wanted.hostgroup(), server -> fits(server.gate(), wanted.need())).isEmpty();
    }

    /** Whether a server has what is needed; null needs nothing. Any thread. */
    public boolean fits(ServerGate server, GtidNeed need) {
        return need == null || need.isMetBy(server.key(), executed);
    }

    /** The servers of a hostgroup as {@link #pick} sees them now. On the loop. */
    public List<Candidate> candidates(int hostgroup) {
        follow(directory.get().servers());
        return choice.look(hostgroup);
    }

    private LoopServer server(Server row) {
        return servers.computeIfAbsent(row.key(), key -> new LoopServer(gates.of(key), row));
    }

    /**
     * Other servers or states are in force. Connections that have to go are closed in a task of their own: this is called
     * amid commands, whose own connection may be among them.
     */
    public void follow(ServersSnapshot now) {
        if (now == snapshot) {
            return;
        }
        ServersSnapshot before = snapshot;
        snapshot = now;
        choice.follow(now);
        Map<ServerKey, Server> byKey = new HashMap<>();
        now.hostgroups().values().forEach(list -> list.forEach(row -> byKey.put(row.key(), row)));
        offline.follow(before, byKey);
        servers.values().forEach(server -> server.update(byKey.get(server.gate().key())));
        byKey.values().forEach(this::server);
        refresh();
        loop.execute(offline::close);
    }

    /** The rows of mysql_hostgroup_attributes and the variables that stand in for them. */
    private void refresh() {
        ServerDirectory now = directory.get();
        for (LoopServer server : servers.values()) {
            server.follow(now.rules(server.gate().key().hostgroup()), settings.get());
        }
    }

    /** Whether one more connection may be opened to the hostgroup within this second. Counts it. */
    boolean mayOpen(LoopServer server) {
        return gates.rateOf(server.gate().key().hostgroup()).tryEnter(nanoClock.getAsLong(),
                server.connectionsPerSecond(settings.get()));
    }

    /** A session is done with a connection that nothing binds to it: the next waiting session gets it, or it idles. */
    public void giveBack(BackendConnection connection) {
        LoopServer server = connection.server();
        if (!connection.isOpen()) {
            connection.close("it broke");
            return;
        }
        BackendSettings now = settings.get();
        boolean tooOld = !now.connectionMaxAge().isZero()
                && nanoClock.getAsLong() - connection.openedNanos() > now.connectionMaxAge().toNanos();
        if (!server.isOnline() || tooOld) {
            connection.close("given back while its server is " + server.server().status());
            return;
        }
        if (connection.takesOnlyPassword()) {
            connection.close("its account's password has expired, or had when it was opened");
            return;
        }
        if (server.gate().line().hasWaiting() && waiting.take(connection)) {
            return;
        }
        used(server, -1);
        connection.idleSince(nanoClock.getAsLong());
        server.putIdle(connection);
    }

    void used(LoopServer server, int change) {
        server.count(LoopServer.Count.USED, change);
        server.gate().used((int) server.count(LoopServer.Count.USED));
    }

    /** A connection is gone, by whichever cause. */
    void closed(BackendConnection connection) {
        LoopServer server = connection.server();
        server.closed(connection);
        if (!server.removeIdle(connection)) {
            used(server, -1);
        }
        placeLeft(server.gate());
    }

    /** A place at a server is free: whose turn it is gets it, in a task of its own, for this is called amid commands. */
    void placeLeft(ServerGate gate) {
        gate.leave();
        if (gate.line().hasWaiting()) {
            loop.execute(() -> waiting.serve(gate.key().hostgroup()));
        }
    }

    /** This loop's view of a server, by the states in force now; null if it is gone. */
    LoopServer server(ServerKey key) {
        follow(directory.get().servers());
        return servers.get(key);
    }

    /** Sessions of this loop that wait for a connection. */
    WaitingSessions waiting() {
        return waiting;
    }

    /** How many sessions of this loop wait for a connection. On the loop. */
    public int waitingCount() {
        return waiting.size();
    }

    GtidWaits gtidWaits() {
        return gtidWaits;
    }

    OwnTls ownTls() {
        return ownTls;
    }

    WaitingLine lineOf(int hostgroup) {
        return gates.lineOf(hostgroup);
    }

    /** Housekeeping, about once a second: surplus idle connections are closed, others are pinged when it is time. */
    public void keepHouse() {
        BackendSettings now = settings.get();
        directoryTick();
        refresh();
        gates.forgetOldLatencies();
        long nanos = nanoClock.getAsLong();
        for (LoopServer server : servers()) {
            int keep = server.server().maxConnections() * server.freeConnectionsPct(now) / 100;
            int surplus = (int) server.count(LoopServer.Count.IDLE) - Math.max(keep, 1);
            for (BackendConnection connection : server.idle()) {
                if (surplus-- > 0) {
                    connection.close("more idle connections than mysql-free_connections_pct");
                } else if (nanos - connection.idleSinceNanos() > now.pingIntervalServer().toNanos()) {
                    new IdlePing(this, connection, now.pingTimeoutServer()).start();
                }
            }
        }
        waiting.serveAll();
    }

    private void directoryTick() {
        follow(directory.get().servers());
        for (Iterator<Integer> hostgroups = snapshot.hostgroups().keySet().iterator(); hostgroups.hasNext();) {
            directory.get().recoverShunned(hostgroups.next());
        }
    }

    /** A connection leaves the idle ones for the proxy's own use. */
    void borrow(BackendConnection connection) {
        if (connection.server().removeIdle(connection)) {
            used(connection.server(), 1);
        }
    }

    public void closeAll(String reason) {
        servers().forEach(server -> server.idle().forEach(connection -> connection.close(reason)));
    }

    ServerGates gates() {
        return gates;
    }

    BackendConnector connector() {
        return connector;
    }

    BackendSettings settings() {
        return settings.get();
    }

    ServerDirectory directory() {
        return directory.get();
    }

    EventLoop loop() {
        return loop;
    }

    LongSupplier nanoClock() {
        return nanoClock;
    }

    /** The servers that this loop knows. On the loop. */
    public List<LoopServer> servers() {
        return List.copyOf(servers.values());
    }
}

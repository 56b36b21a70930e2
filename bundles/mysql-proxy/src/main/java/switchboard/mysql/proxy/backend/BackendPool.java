package switchboard.mysql.proxy.backend;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import switchboard.api.server.Server;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/** The backend connections of one event loop, and the sessions that wait for one. No lock: one thread. */
public final class BackendPool {
    private record Candidates(List<LoopServer> servers, int weight) {
    }

    private final EventLoop loop;
    private final ServerGates gates;
    private final BackendConnector connector;
    private final Supplier<ServerDirectory> directory;
    private final Supplier<BackendSettings> settings;
    private final LongSupplier nanoClock;
    private final SplittableRandom random;
    private final Map<ServerKey, LoopServer> servers = new HashMap<>();
    private final Map<Integer, Candidates> candidates = new HashMap<>();
    private final Map<Integer, ArrayDeque<BackendRequest>> waiting = new HashMap<>();
    private Collection<BackendPool> others = List.of();
    private ServersSnapshot snapshot = ServersSnapshot.NONE;

    public BackendPool(EventLoop loop, ServerGates gates, BackendConnector connector,
            Supplier<ServerDirectory> directory, Supplier<BackendSettings> settings, LongSupplier nanoClock) {
        this.loop = loop;
        this.gates = gates;
        this.connector = connector;
        this.directory = directory;
        this.settings = settings;
        this.nanoClock = nanoClock;
        this.random = new SplittableRandom(nanoClock.getAsLong());
    }

    /** The pools of all loops, to ask them for a connection that idles there while a session starves here. */
    public void siblings(Collection<BackendPool> pools) {
        others = pools;
    }

    /**
     * An idle connection for a session, at once, or null: then a {@link BackendRequest} has to wait for one.
     */
    public BackendConnection take(Wanted wanted) {
        ArrayDeque<BackendRequest> queue = waiting.isEmpty() ? null : waiting.get(wanted.hostgroup());
        return queue == null || queue.isEmpty() ? takeIdle(wanted) : null;
    }

    BackendConnection takeIdle(Wanted wanted) {
        Candidates online = candidates(wanted.hostgroup());
        LoopServer server = online.servers.size() == 1 ? online.servers.get(0) : pick(online);
        if (server == null) {
            return null;
        }
        BackendConnection found = server.takeIdle(wanted.key(), wanted.schema(), wanted.variables());
        if (found != null) {
            used(server, 1);
        }
        return found;
    }

    /** A weighted random choice among the online servers of a hostgroup that have room; null if none has. */
    LoopServer pick(int hostgroup) {
        return pick(candidates(hostgroup));
    }

    private LoopServer pick(Candidates online) {
        int weight = online.weight;
        if (weight == 0) {
            return null;
        }
        int at = random.nextInt(weight);
        for (LoopServer server : online.servers) {
            at -= server.server().weight();
            if (at < 0 && hasRoom(server)) {
                return server;
            }
        }
        for (LoopServer server : online.servers) { // the chosen ones are full: any other
            if (hasRoom(server)) {
                return server;
            }
        }
        return null;
    }

    private static boolean hasRoom(LoopServer server) {
        return server.count(LoopServer.Count.IDLE) > 0 || server.gate().open() < server.server().maxConnections();
    }

    /** A full server of the hostgroup, or null if it has no online server at all. */
    LoopServer anyOnline(int hostgroup) {
        List<LoopServer> online = candidates(hostgroup).servers;
        return online.isEmpty() ? null : online.get(random.nextInt(online.size()));
    }

    private Candidates candidates(int hostgroup) {
        ServersSnapshot now = directory.get().servers();
        if (now != snapshot) {
            follow(now);
        }
        Candidates found = candidates.get(hostgroup);
        return found != null ? found : build(hostgroup);
    }

    private Candidates build(int hostgroup) {
        List<LoopServer> online = new ArrayList<>();
        int weight = 0;
        for (Server server : snapshot.in(hostgroup)) {
            if (server.status() == ServerStatus.ONLINE && server.weight() > 0) {
                online.add(servers.computeIfAbsent(server.key(), key -> new LoopServer(gates.of(key), server)));
                weight += server.weight();
            }
        }
        Candidates built = new Candidates(List.copyOf(online), weight);
        candidates.put(hostgroup, built);
        return built;
    }

    /** Other servers or states are in force: idle connections to what isn't online are closed at once. */
    public void follow(ServersSnapshot now) {
        snapshot = now;
        candidates.clear();
        Map<ServerKey, Server> byKey = new HashMap<>();
        now.hostgroups().values().forEach(list -> list.forEach(server -> byKey.put(server.key(), server)));
        for (LoopServer server : servers.values()) {
            server.update(byKey.get(server.gate().key()));
            if (server.server().status() == ServerStatus.OFFLINE_HARD) {
                server.open().forEach(connection -> connection.close("its server is OFFLINE_HARD"));
            } else if (!server.isOnline()) {
                server.idle().forEach(connection -> connection.close("its server is no longer online"));
            }
        }
        byKey.values().forEach(server -> servers.computeIfAbsent(server.key(),
                key -> new LoopServer(gates.of(key), server)));
        waiting.keySet().stream().toList().forEach(this::serveWaiting);
    }

    /** A session is done with a connection that nothing binds to it: the next waiting session gets it, or it idles. */
    public void giveBack(BackendConnection connection) {
        LoopServer server = connection.server();
        if (!connection.isOpen()) {
            return;
        }
        BackendSettings now = settings.get();
        boolean tooOld = !now.connectionMaxAge().isZero()
                && nanoClock.getAsLong() - connection.openedNanos() > now.connectionMaxAge().toNanos();
        if (!server.isOnline() || tooOld || server.gate().hasWaiting() && !isWaitedFor(server)) {
            connection.close("given back while its server is " + server.server().status());
            return;
        }
        used(server, -1);
        connection.idleSince(nanoClock.getAsLong());
        server.putIdle(connection);
        if (!waiting.isEmpty()) {
            serveWaiting(server.gate().key().hostgroup());
        }
    }

    private boolean isWaitedFor(LoopServer server) {
        ArrayDeque<BackendRequest> queue = waiting.get(server.gate().key().hostgroup());
        return queue != null && !queue.isEmpty();
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
        server.gate().leave();
        if (!waiting.isEmpty()) {
            loop.execute(() -> serveWaiting(server.gate().key().hostgroup()));
        }
    }

    /** Puts a request at the end of its hostgroup's queue. */
    void await(BackendRequest request) {
        waiting.computeIfAbsent(request.wanted().hostgroup(), hostgroup -> new ArrayDeque<>()).addLast(request);
    }

    void stopWaiting(BackendRequest request) {
        ArrayDeque<BackendRequest> queue = waiting.get(request.wanted().hostgroup());
        if (queue != null && queue.remove(request) && queue.isEmpty()) {
            waiting.remove(request.wanted().hostgroup());
        }
    }

    private void serveWaiting(int hostgroup) {
        ArrayDeque<BackendRequest> queue = waiting.get(hostgroup);
        while (queue != null) {
            BackendRequest first = queue.peekFirst();
            if (!first.tryAgain() && !first.isConnecting()) {
                return;
            }
            first.leaveQueue();
            queue = waiting.get(hostgroup);
        }
    }

    /** How many sessions of this loop wait for a connection. On the loop. */
    public int waiting() {
        return waiting.values().stream().mapToInt(ArrayDeque::size).sum();
    }

    /** A server is full and a session starves here: other loops close one connection that idles there. */
    void askOthers(ServerKey server) {
        for (BackendPool other : others) {
            if (other != this) {
                other.loop.execute(() -> other.closeOneIdle(server));
            }
        }
    }

    private void closeOneIdle(ServerKey key) {
        LoopServer server = servers.get(key);
        BackendConnection idle = server == null ? null : server.anyIdle();
        if (idle != null && !isWaitedFor(server)) {
            idle.close("another event loop needs its place");
        }
    }

    /** Housekeeping, about once a second: surplus idle connections are closed, others are pinged when it is time. */
    public void keepHouse() {
        BackendSettings now = settings.get();
        directoryTick();
        long nanos = nanoClock.getAsLong();
        for (LoopServer server : servers.values().stream().toList()) {
            int keep = server.server().maxConnections() * now.freeConnectionsPct() / 100;
            int surplus = (int) server.count(LoopServer.Count.IDLE) - Math.max(keep, 1);
            for (BackendConnection connection : server.idle()) {
                if (surplus-- > 0) {
                    connection.close("more idle connections than mysql-free_connections_pct");
                } else if (nanos - connection.idleSinceNanos() > now.pingIntervalServer().toNanos()) {
                    new IdlePing(this, connection, now.pingTimeoutServer()).start();
                }
            }
        }
        waiting.keySet().stream().toList().forEach(this::serveWaiting);
    }

    private void directoryTick() {
        ServersSnapshot now = directory.get().servers();
        if (now != snapshot) {
            follow(now);
        }
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
        servers.values().forEach(server -> server.idle().forEach(connection -> connection.close(reason)));
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
    public Collection<LoopServer> servers() {
        return servers.values();
    }
}

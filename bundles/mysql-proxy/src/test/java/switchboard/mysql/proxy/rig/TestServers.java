package switchboard.mysql.proxy.rig;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import switchboard.api.server.HostgroupRules;
import switchboard.api.server.Server;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.transport.TlsFiles;

/** Hostgroups of a test. Shuns a server at its n-th error and brings it back when told. */
public final class TestServers implements ServerDirectory {
    private final List<Integer> errors = new CopyOnWriteArrayList<>();
    private volatile ServersSnapshot snapshot = new ServersSnapshot(1, Map.of());
    private final Map<Integer, HostgroupRules> rules = new ConcurrentHashMap<>();
    private final Map<String, TlsFiles> tls = new ConcurrentHashMap<>();
    private final AtomicLong asked = new AtomicLong();
    private volatile int shunAtError = Integer.MAX_VALUE;

    /** One more server; connections are limited to {@code maxConnections}. */
    public ServerKey add(int hostgroup, ScriptedServer server, int maxConnections) {
        ServerKey key = new ServerKey(hostgroup, "127.0.0.1", server.port());
        change(key, new Server(key, 0, ServerStatus.ONLINE, 1, false, maxConnections, 0, false, 0, ""));
        return key;
    }

    /** A server's row with a gtid_port. */
    public void gtidPort(ServerKey key, int gtidPort, int maxConnections) {
        change(key, new Server(key, gtidPort, ServerStatus.ONLINE, 1, false, maxConnections, 0, false, 0, ""));
    }

    /** One more server, to which nobody connects. */
    public void add(ServerKey key, ServerStatus status, int weight, int maxConnections, int maxLagSeconds) {
        change(key, new Server(key, 0, status, weight, false, maxConnections, maxLagSeconds, false, 0, ""));
    }

    /** From now on connections to it want TLS. */
    public void useSsl(ServerKey key, int maxConnections) {
        change(key, new Server(key, 0, ServerStatus.ONLINE, 1, false, maxConnections, 0, true, 0, ""));
    }

    /** From now on connections to it are compressed. */
    public void compress(ServerKey key) {
        change(key, new Server(key, 0, ServerStatus.ONLINE, 1, true, 100, 0, false, 0, ""));
    }

    /** Takes a server's row away. */
    public void remove(ServerKey key) {
        change(key, null);
    }

    private synchronized void change(ServerKey key, Server now) {
        Map<Integer, List<Server>> hostgroups = new HashMap<>();
        snapshot.hostgroups().forEach((hostgroup, servers) -> hostgroups.put(hostgroup, new ArrayList<>(servers)));
        List<Server> servers = hostgroups.computeIfAbsent(key.hostgroup(), any -> new ArrayList<>());
        servers.removeIf(server -> server.key().equals(key));
        if (now != null) {
            servers.add(now);
        }
        snapshot = new ServersSnapshot(snapshot.version() + 1, hostgroups);
    }

    public void shunAtError(int count) {
        shunAtError = count;
    }

    /** Codes of all errors that were told. */
    public List<Integer> errors() {
        return List.copyOf(errors);
    }

    /** A row of mysql_hostgroup_attributes, as after a LOAD. */
    public synchronized void rules(int hostgroup, HostgroupRules row) {
        rules.put(hostgroup, row);
        snapshot = new ServersSnapshot(snapshot.version() + 1, snapshot.hostgroups());
    }

    @Override
    public HostgroupRules rules(int hostgroup) {
        return rules.get(hostgroup);
    }

    /** A row of mysql_servers_ssl_params for all servers; the empty user stands for all. */
    public void tlsOf(String username, TlsFiles files) {
        tls.put(username, files);
    }

    @Override
    public TlsFiles tls(String hostname, int port, String username) {
        return tls.getOrDefault(username, tls.get(""));
    }

    /** How often somebody looked for servers. */
    public long asked() {
        return asked.get();
    }

    @Override
    public ServersSnapshot servers() {
        asked.incrementAndGet();
        return snapshot;
    }

    @Override
    public void connectFailed(ServerKey server, int errorCode, String message) {
        errors.add(errorCode);
        if (errors.size() >= shunAtError) {
            moved(server, ServerStatus.SHUNNED, "errors");
        }
    }

    @Override
    public void recoverShunned(int hostgroup) {
        // by moved(), when the test wants it
    }

    @Override
    public synchronized void moved(ServerKey key, ServerStatus status, String reason) {
        snapshot.in(key.hostgroup()).stream().filter(server -> server.key().equals(key)).findFirst()
                .ifPresent(server -> change(key, server.with(status)));
    }

    @Override
    public List<ServerMove> change(String module, Function<ServersSnapshot, List<ServerMove>> plan) {
        List<ServerMove> moves = plan.apply(snapshot);
        for (ServerMove move : moves) {
            if (!(move instanceof ServerMove.SetStatus wanted)) {
                throw new AssertionError("only a state changes here: " + move);
            }
            snapshot.in(move.key().hostgroup()).stream().filter(server -> server.key().equals(move.key())).findFirst()
                    .ifPresent(server -> change(move.key(), server.with(wanted.status(), wanted.killConnections())));
        }
        return moves;
    }
}

package switchboard.monitor.rig;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import switchboard.api.server.Server;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/** Servers of a test; moves are done plainly. */
public final class TestDirectory implements ServerDirectory {
    private volatile ServersSnapshot snapshot;
    private volatile Runnable changed = () -> {
    };

    public TestDirectory(Server... servers) {
        snapshot = snapshot(0, Arrays.asList(servers));
    }

    /** A server with the table's defaults. */
    public static Server server(int hostgroup, String hostname, int port) {
        return new Server(new ServerKey(hostgroup, hostname, port), 0, ServerStatus.ONLINE, 1, false, 1000, 0, false, 0,
                "");
    }

    /** A snapshot of these servers. */
    public static ServersSnapshot snapshot(long version, List<Server> servers) {
        Map<Integer, List<Server>> hostgroups = new HashMap<>();
        servers.stream().sorted(Comparator.comparing(Server::key)).forEach(
                server -> hostgroups.computeIfAbsent(server.key().hostgroup(), any -> new ArrayList<>()).add(server));
        return new ServersSnapshot(version, hostgroups);
    }

    /** Is run by whoever moves a server, before others see it. */
    public void whenChanged(Runnable task) {
        changed = task;
    }

    /** Replaces all servers. */
    public void set(Server... servers) {
        snapshot = snapshot(snapshot.version() + 1, Arrays.asList(servers));
    }

    /** As {@code hostgroup:port:status}, sorted. */
    public List<String> states() {
        return snapshot.hostgroups().values().stream().flatMap(List::stream)
                .sorted((a, b) -> a.key().compareTo(b.key()))
                .map(server -> server.key().hostgroup() + ":" + server.key().port() + ":" + server.status()).toList();
    }

    @Override
    public ServersSnapshot servers() {
        return snapshot;
    }

    @Override
    public void connectFailed(ServerKey server, int errorCode, String message) {
        throw new AssertionError("checks report no errors of connections");
    }

    @Override
    public void recoverShunned(int hostgroup) {
        throw new AssertionError("checks bring back by moves");
    }

    @Override
    public void moved(ServerKey server, ServerStatus status, String reason) {
        throw new AssertionError("checks change by moves");
    }

    @Override
    public synchronized List<ServerMove> change(String module, Function<ServersSnapshot, List<ServerMove>> plan) {
        List<ServerMove> moves = plan.apply(snapshot);
        if (moves.stream().allMatch(this::changesNothing)) {
            return List.of();
        }
        Map<ServerKey, Server> servers = new TreeMap<>();
        snapshot.hostgroups().values().forEach(list -> list.forEach(server -> servers.put(server.key(), server)));
        Map<ServerKey, Server> before = Map.copyOf(servers);
        List<ServerMove> done = new ArrayList<>();
        for (ServerMove move : moves) {
            Server old = servers.get(move.key());
            apply(servers, before, move);
            if (!Objects.equals(old, servers.get(move.key()))) {
                done.add(move);
            }
        }
        if (!done.isEmpty()) {
            changed.run();
            snapshot = snapshot(snapshot.version() + 1, List.copyOf(servers.values()));
        }
        return done;
    }

    private boolean changesNothing(ServerMove move) {
        Server now = snapshot.find(move.key());
        return move instanceof ServerMove.SetStatus wanted
                && (now == null || now.with(wanted.status(), wanted.killConnections()).equals(now));
    }

    private static void apply(Map<ServerKey, Server> servers, Map<ServerKey, Server> before, ServerMove move) {
        switch (move) {
            case ServerMove.Remove remove -> servers.remove(remove.key());
            case ServerMove.SetStatus set -> servers.computeIfPresent(set.key(),
                    (key, server) -> server.with(set.status(), set.killConnections()));
            case ServerMove.Add add -> {
                Server from = add.from() == null
                        ? server(0, "", 0)
                        : servers.getOrDefault(add.from(), before.get(add.from()));
                if (from != null && !servers.containsKey(add.key())) {
                    servers.put(add.key(), from.at(add.key(), add.weight() == null ? from.weight() : add.weight()));
                }
                if (add.status() != null) {
                    servers.computeIfPresent(add.key(), (key, server) -> server.with(add.status()));
                }
            }
        }
    }
}

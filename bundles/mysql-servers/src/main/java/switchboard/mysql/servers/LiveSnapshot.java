package switchboard.mysql.servers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/**
 * Servers and what is known of their states, immutable.
 *
 * @param shunned the servers that were shunned by what happened, not by their row: they come back by themselves
 */
record LiveSnapshot(ServersSnapshot servers, Set<ServerKey> shunned) {
    static final LiveSnapshot NONE = new LiveSnapshot(ServersSnapshot.NONE, Set.of());

    LiveSnapshot {
        shunned = Set.copyOf(shunned);
    }

    /** The server, or null. */
    Server find(ServerKey key) {
        return servers.find(key);
    }

    void each(Consumer<Server> user) {
        servers.hostgroups().values().forEach(list -> list.forEach(user));
    }

    /** The same with one server, which is there, in another state. */
    LiveSnapshot with(ServerKey key, ServerStatus status) {
        List<Server> changed = new ArrayList<>(servers.in(key.hostgroup()));
        changed.replaceAll(server -> server.key().equals(key) ? server.with(status) : server);
        Map<Integer, List<Server>> hostgroups = new HashMap<>(servers.hostgroups());
        hostgroups.put(key.hostgroup(), List.copyOf(changed));
        Set<ServerKey> nowShunned = new HashSet<>(shunned);
        if (status == ServerStatus.SHUNNED) {
            nowShunned.add(key);
        } else {
            nowShunned.remove(key);
        }
        return new LiveSnapshot(new ServersSnapshot(servers.version() + 1, hostgroups), nowShunned);
    }

    /** A snapshot of the given servers. */
    static LiveSnapshot of(long version, List<Server> servers, Set<ServerKey> shunned) {
        Map<Integer, List<Server>> hostgroups = new HashMap<>();
        servers.stream().sorted(Comparator.comparing(Server::key)).forEach(
                server -> hostgroups.computeIfAbsent(server.key().hostgroup(), any -> new ArrayList<>()).add(server));
        hostgroups.replaceAll((hostgroup, list) -> List.copyOf(list));
        return new LiveSnapshot(new ServersSnapshot(version, hostgroups), shunned);
    }
}

package switchboard.mysql.proxy.backend;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/**
 * Servers that were taken out of a hostgroup and are online in another: a writer that reads only from now on. Statements
 * and transactions under way there may end within {@code switchboard-writer_drain_ms}. Belongs to one event loop.
 */
final class WriterDrain {
    private record Place(String hostname, int port) {
        static Place of(ServerKey key) {
            return new Place(key.hostname(), key.port());
        }
    }

    private final Map<ServerKey, Long> sinceNanos = new HashMap<>();

    /** Other servers or states are in force. */
    void follow(ServersSnapshot before, Map<ServerKey, Server> now, long nanos) {
        sinceNanos.keySet().removeIf(now::containsKey);
        List<ServerKey> gone = before.hostgroups().values().stream().flatMap(List::stream)
                .filter(server -> server.status() != ServerStatus.OFFLINE_HARD && !server.killsConnections())
                .map(Server::key).filter(key -> !now.containsKey(key)).toList();
        if (!gone.isEmpty()) {
            Set<Place> online = now.values().stream().filter(server -> server.status() == ServerStatus.ONLINE)
                    .map(server -> Place.of(server.key())).collect(Collectors.toSet());
            gone.stream().filter(key -> online.contains(Place.of(key))).forEach(key -> sinceNanos.put(key, nanos));
        }
    }

    /** Nanoseconds that what is under way on a server still has; 0 for a server that isn't drained. */
    long left(ServerKey server, Duration limit, long nanos) {
        Long since = sinceNanos.get(server);
        if (since == null) {
            return 0;
        }
        long left = limit.toNanos() - (nanos - since);
        if (left <= 0) {
            sinceNanos.remove(server);
        }
        return Math.max(0, left);
    }
}

package switchboard.mysql.servers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/**
 * Which state each server has after a LOAD.
 *
 * @param rows the servers in the states that their rows want
 * @param wantedBefore states of the rows of the LOAD before
 * @param other what another instance of this bundle has in force, for a first LOAD; else nothing
 * @param otherLoaded by which rows it has that
 */
record LoadPlan(List<Server> rows, Map<ServerKey, ServerStatus> wantedBefore, ServersSnapshot other,
        List<Server> otherLoaded) {

    /** The snapshot that follows {@code before}. */
    LiveSnapshot after(LiveSnapshot before) {
        if (before.servers() == ServersSnapshot.NONE && isTheOthers()) {
            return takenOver();
        }
        Map<ServerKey, Server> live = byKey(before.servers());
        Map<ServerKey, Server> handedOver = byKey(other);
        Set<ServerKey> shunned = new HashSet<>();
        List<Server> servers = new ArrayList<>(rows.size());
        for (Server row : rows) {
            Server running = live.get(row.key());
            ServerStatus status = row.status();
            boolean killing = false;
            if (running != null && isUntouched(row, running) && !isFreedOfLag(row, running)) {
                status = running.status();
                killing = running.killsConnections();
                if (before.shunned().contains(row.key())
                        || status == ServerStatus.SHUNNED && row.status() != ServerStatus.SHUNNED) { // held: until now
                    shunned.add(row.key());
                }
            } else if (running == null && status == ServerStatus.ONLINE && isShunned(handedOver.get(row.key()))) {
                status = handedOver.get(row.key()).status();
                if (status == ServerStatus.SHUNNED) {
                    shunned.add(row.key());
                }
            }
            servers.add(row.with(status, killing));
        }
        long version = Math.max(before.servers().version(), other.version()) + 1;
        return LiveSnapshot.of(version, servers, shunned);
    }

    /** Whether another instance runs by the same rows: then every server stays where monitors have put it. */
    private boolean isTheOthers() {
        return other != ServersSnapshot.NONE && byKey(rows).equals(byKey(otherLoaded));
    }

    private LiveSnapshot takenOver() {
        Map<ServerKey, Server> wanted = new HashMap<>();
        rows.forEach(row -> wanted.put(row.key(), row));
        Set<ServerKey> shunned = new HashSet<>();
        List<Server> servers = new ArrayList<>(byKey(other).values());
        servers.forEach(server -> {
            Server row = wanted.get(server.key());
            if (server.status() == ServerStatus.SHUNNED && (row == null || row.status() != ServerStatus.SHUNNED)) {
                shunned.add(server.key());
            }
        });
        return LiveSnapshot.of(other.version() + 1, servers, shunned);
    }

    /** States by which the next LOAD tells what was changed. */
    Map<ServerKey, ServerStatus> wanted() {
        Map<ServerKey, ServerStatus> states = new HashMap<>();
        rows.forEach(row -> states.put(row.key(), row.status()));
        return states;
    }

    /** The operator said nothing about the state since the LOAD before, or says what is so already. */
    private boolean isUntouched(Server row, Server running) {
        return row.status() == wantedBefore.get(row.key()) || row.status() == running.status();
    }

    /** Nobody asks any more how far it is behind. */
    private static boolean isFreedOfLag(Server row, Server running) {
        return running.status() == ServerStatus.SHUNNED_REPLICATION_LAG && row.maxReplicationLagSeconds() == 0
                && running.maxReplicationLagSeconds() > 0;
    }

    private static boolean isShunned(Server server) {
        return server != null && (server.status() == ServerStatus.SHUNNED
                || server.status() == ServerStatus.SHUNNED_REPLICATION_LAG);
    }

    private static Map<ServerKey, Server> byKey(List<Server> list) {
        Map<ServerKey, Server> servers = new HashMap<>();
        list.forEach(server -> servers.put(server.key(), server));
        return servers;
    }

    private static Map<ServerKey, Server> byKey(ServersSnapshot snapshot) {
        Map<ServerKey, Server> servers = new HashMap<>();
        snapshot.hostgroups().values().forEach(list -> list.forEach(server -> servers.put(server.key(), server)));
        return servers;
    }
}

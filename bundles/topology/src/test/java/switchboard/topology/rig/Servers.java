package switchboard.topology.rig;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/**
 * Servers as text: {@code 10:a 11:b=SHUNNED 12:c*5} is a in hostgroup 10, b SHUNNED in 11, c of weight 5 in 12; all on
 * port 3306. {@code =GONE} is SHUNNED together with its connections.
 */
public final class Servers {
    private static final int PORT = 3306;

    private Servers() {
    }

    public static ServersSnapshot of(String text) {
        List<Server> servers = new ArrayList<>();
        for (String word : text.isBlank() ? new String[0] : text.strip().split("\\s+")) {
            String[] place = word.split("[:=*]");
            String status = word.contains("=") ? word.replaceAll(".*=(\\w+).*", "$1") : "ONLINE";
            int weight = word.contains("*") ? Integer.parseInt(word.replaceAll(".*\\*", "")) : 1;
            boolean gone = status.equals("GONE");
            servers.add(server(new ServerKey(Integer.parseInt(place[0]), place[1], PORT), ServerStatus.ONLINE, weight)
                    .with(gone ? ServerStatus.SHUNNED : ServerStatus.valueOf(status), gone));
        }
        return snapshot(servers);
    }

    public static String text(ServersSnapshot servers) {
        return new TreeMap<>(servers.hostgroups()).values().stream().flatMap(List::stream).map(Servers::text)
                .collect(Collectors.joining(" "));
    }

    /** What moves make of servers; a weight that hostgroup defaults give is 1. */
    public static ServersSnapshot after(ServersSnapshot before, List<ServerMove> moves) {
        Map<ServerKey, Server> known = new HashMap<>();
        before.hostgroups().values().forEach(list -> list.forEach(server -> known.put(server.key(), server)));
        Map<ServerKey, Server> servers = new TreeMap<>(known);
        for (ServerMove move : moves) {
            switch (move) {
                case ServerMove.Remove remove -> servers.remove(remove.key());
                case ServerMove.SetStatus set ->
                    servers.computeIfPresent(set.key(),
                            (key, server) -> server.with(set.status(), set.killConnections()));
                case ServerMove.Add add -> servers.merge(add.key(), added(add, known),
                        (there, made) -> there.with(made.status()));
            }
        }
        return snapshot(servers.values().stream().toList());
    }

    private static Server added(ServerMove.Add add, Map<ServerKey, Server> known) {
        Server from = add.from() == null ? server(add.key(), ServerStatus.ONLINE, 1) : known.get(add.from());
        if (from == null) {
            throw new AssertionError("copied from what is not there: " + add);
        }
        return from.at(add.key(), add.weight() == null ? from.weight() : add.weight()).with(add.status());
    }

    private static Server server(ServerKey key, ServerStatus status, int weight) {
        return new Server(key, 0, status, weight, false, 1000, 0, false, 0, "");
    }

    private static String text(Server server) {
        return server.key().hostgroup() + ":" + server.key().hostname()
                + (server.status() == ServerStatus.ONLINE ? "" : "=" + status(server))
                + (server.weight() == 1 ? "" : "*" + server.weight());
    }

    private static String status(Server server) {
        return server.killsConnections() ? "GONE" : server.status().name();
    }

    private static ServersSnapshot snapshot(List<Server> servers) {
        Map<Integer, List<Server>> hostgroups = new HashMap<>();
        servers.stream().sorted((a, b) -> a.key().compareTo(b.key())).forEach(server -> hostgroups
                .computeIfAbsent(server.key().hostgroup(), any -> new ArrayList<>()).add(server));
        return new ServersSnapshot(1, hostgroups);
    }
}

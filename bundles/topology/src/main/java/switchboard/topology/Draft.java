package switchboard.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/**
 * Where the servers of some hostgroups should be: begins as what runs, is changed by rules, and tells in the end which moves
 * lead there. Entries that are OFFLINE_HARD are not in it: nobody checks them and no rule touches them. Not for several
 * threads.
 */
public final class Draft {
    /**
     * A server in a hostgroup.
     *
     * @param origin the running entry that it has its attributes from; null for the hostgroup's servers_defaults
     * @param newWeight null for that of {@code origin}
     * @param held whether its SHUNNED lasts
     */
    private record Entry(ServerKey key, ServerKey origin, int weight, Integer newWeight, ServerStatus status,
            boolean held, String reason) {
        Entry with(ServerStatus other, boolean nowHeld, String why) {
            return new Entry(key, origin, weight, newWeight, other, nowHeld, why);
        }
    }

    private static final int DEFAULT_WEIGHT = 1;

    private final List<Integer> hostgroups;
    private final Map<ServerKey, Server> before = new TreeMap<>();
    private final Map<ServerKey, Entry> after = new TreeMap<>();
    private final Map<ServerKey, String> removals = new HashMap<>();
    private final List<String> log = new ArrayList<>();

    /** @param hostgroups in this order an entry is looked for whose attributes a new one takes */
    public Draft(ServersSnapshot now, List<Integer> hostgroups) {
        this.hostgroups = List.copyOf(hostgroups);
        for (int hostgroup : hostgroups) {
            for (Server server : now.in(hostgroup)) {
                if (server.status() != ServerStatus.OFFLINE_HARD) {
                    before.put(server.key(), server);
                    after.put(server.key(),
                            new Entry(server.key(), server.key(), server.weight(), null, server.status(),
                                    false, ""));
                }
            }
        }
    }

    /** All nodes, sorted. */
    public NavigableSet<Node> nodes() {
        NavigableSet<Node> nodes = new TreeSet<>();
        after.keySet().forEach(key -> nodes.add(Node.of(key)));
        return nodes;
    }

    public boolean has(Node node, int hostgroup) {
        return after.containsKey(node.in(hostgroup));
    }

    /** The status in a hostgroup; null if the node is not there. */
    public ServerStatus status(Node node, int hostgroup) {
        Entry entry = after.get(node.in(hostgroup));
        return entry == null ? null : entry.status();
    }

    /** Whether the operator has taken the node softly out of service, in any hostgroup. */
    public boolean isOfflineSoft(Node node) {
        return hostgroups.stream().anyMatch(hostgroup -> status(node, hostgroup) == ServerStatus.OFFLINE_SOFT);
    }

    /** Whether it has missed its pings: shunned together with its connections, and asked nothing more until it is back. */
    public boolean isGone(Node node, int hostgroup) {
        Server running = before.get(node.in(hostgroup));
        return running != null && running.status() == ServerStatus.SHUNNED && running.killsConnections();
    }

    /** The nodes of a hostgroup, the first of them the first to write: weight, name and port, greatest first. */
    public List<Node> inOrder(int hostgroup) {
        return after.values().stream().filter(entry -> entry.key().hostgroup() == hostgroup).sorted(WriterOrder.of(
                Entry::weight, entry -> entry.key().hostname(), entry -> entry.key().port()))
                .map(entry -> Node.of(entry.key())).toList();
    }

    /** The nodes of some hostgroups, in the same order; each once, by its greatest weight. */
    public List<Node> inOrder(List<Integer> some) {
        return after.values().stream().filter(entry -> some.contains(entry.key().hostgroup())).sorted(WriterOrder.of(
                Entry::weight, entry -> entry.key().hostname(), entry -> entry.key().port()))
                .map(entry -> Node.of(entry.key())).distinct().toList();
    }

    /** Puts a node into a hostgroup or sets its status there. A new entry takes the attributes of another one. */
    public void put(Node node, int hostgroup, ServerStatus status, String reason) {
        put(node, hostgroup, status, null, reason);
    }

    /** The same; a new entry gets a weight of its own. */
    public void put(Node node, int hostgroup, ServerStatus status, Integer weight, String reason) {
        ServerKey key = node.in(hostgroup);
        Entry there = after.get(key);
        if (there != null) {
            if (there.status() != status) {
                after.put(key, there.with(status, false, reason));
            }
        } else if (before.containsKey(key)) { // taken out by an earlier rule: back with its own attributes
            after.put(key, new Entry(key, key, before.get(key).weight(), null, status, false, reason));
        } else {
            Entry like = like(node);
            ServerKey origin = like == null ? origin(node) : like.origin();
            int inherited = origin == null ? DEFAULT_WEIGHT : before.get(origin).weight();
            after.put(key, new Entry(key, origin, weight == null ? inherited : weight, weight, status, false, reason));
        }
        removals.remove(key);
    }

    /** Puts a node into a hostgroup SHUNNED, or leaves it so, for longer than mysql-shun_recovery_time_sec. */
    public void hold(Node node, int hostgroup, String reason) {
        put(node, hostgroup, ServerStatus.SHUNNED, reason);
        after.compute(node.in(hostgroup), (key, entry) -> entry.with(ServerStatus.SHUNNED, true, reason));
    }

    public void remove(Node node, int hostgroup, String reason) {
        if (after.remove(node.in(hostgroup)) != null) {
            removals.put(node.in(hostgroup), reason);
        }
    }

    /** Takes a node out of all hostgroups but one. */
    public void removeElsewhere(Node node, int hostgroup, String reason) {
        hostgroups.stream().filter(each -> each != hostgroup).forEach(each -> remove(node, each, reason));
    }

    /** A line for the log. */
    public void log(String format, Object... values) {
        log.add(format.formatted(values));
    }

    /** Whether a node is in a hostgroup just as it runs. */
    public boolean isUnchanged(Node node, int hostgroup) {
        Server running = before.get(node.in(hostgroup));
        return (running == null ? null : running.status()) == status(node, hostgroup);
    }

    /** The moves from what runs to here: what comes, what changes, what goes. */
    public Placement placement() {
        List<ServerMove> moves = new ArrayList<>();
        after.values().stream().filter(entry -> !before.containsKey(entry.key())).forEach(entry -> moves.add(
                new ServerMove.Add(entry.key(), entry.origin(), entry.newWeight(), entry.status(), entry.reason())));
        // a held one is told again each time: somebody else may have shunned it for a time only
        after.values().stream().filter(entry -> entry.held() || before.containsKey(entry.key())
                && before.get(entry.key()).status() != entry.status())
                .forEach(entry -> moves.add(new ServerMove.SetStatus(entry.key(), entry.status(), kills(entry),
                        entry.held(), entry.reason())));
        before.keySet().stream().filter(key -> !after.containsKey(key))
                .forEach(key -> moves.add(new ServerMove.Remove(key, removals.get(key))));
        return new Placement(moves, log);
    }

    /** Who was shunned together with its connections, because it is gone, is held no milder. */
    private boolean kills(Entry entry) {
        return entry.held() && isGone(Node.of(entry.key()), entry.key().hostgroup());
    }

    private Entry like(Node node) {
        return hostgroups.stream().map(hostgroup -> after.get(node.in(hostgroup))).filter(found -> found != null)
                .findFirst().orElse(null);
    }

    private ServerKey origin(Node node) {
        return hostgroups.stream().map(node::in).filter(before::containsKey).findFirst().orElse(null);
    }
}

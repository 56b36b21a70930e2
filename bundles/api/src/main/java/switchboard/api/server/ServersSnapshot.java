package switchboard.api.server;

import java.util.List;
import java.util.Map;

/**
 * All hostgroups at one moment.
 *
 * @param version goes up with each change
 * @param hostgroups servers by hostgroup, each list sorted by key
 */
public record ServersSnapshot(long version, Map<Integer, List<Server>> hostgroups) {
    /** No servers: while no module is there. */
    public static final ServersSnapshot NONE = new ServersSnapshot(-1, Map.of());

    public ServersSnapshot {
        hostgroups = Map.copyOf(hostgroups);
    }

    /** The servers of a hostgroup; empty if there is no such hostgroup. */
    public List<Server> in(int hostgroup) {
        return hostgroups.getOrDefault(hostgroup, List.of());
    }

    /** The server of a key; null if there is none. Takes logarithmic time: checks of thousands of servers look often. */
    public Server find(ServerKey key) {
        List<Server> servers = in(key.hostgroup());
        int low = 0;
        int high = servers.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Server server = servers.get(middle);
            int order = server.key().compareTo(key);
            if (order == 0) {
                return server;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}

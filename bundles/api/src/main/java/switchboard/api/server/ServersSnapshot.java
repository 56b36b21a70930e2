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
}

package switchboard.mysql.servers;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;

/**
 * What the last LOAD said.
 *
 * @param servers in the states that their rows want
 * @param attributes of mysql_hostgroup_attributes
 */
record Loaded(List<Server> servers, List<HostgroupAttributes> attributes) {
    static final Loaded NONE = new Loaded(List.of(), List.of());

    private static final int WEIGHT = 1;
    private static final int MAX_CONNECTIONS = 1000;

    Loaded {
        servers = List.copyOf(servers);
        attributes = List.copyOf(attributes);
    }

    OptionalLong setting(int hostgroup, String name) {
        Long value = of(hostgroup).settings().get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** A server by its hostgroup's servers_defaults (ProxySQL 2.7: weight 1, 1000 connections, no TLS if not given). */
    Server defaults(int hostgroup) {
        Map<String, Long> given = of(hostgroup).serverDefaults();
        return new Server(new ServerKey(hostgroup, "", 0), 0, ServerStatus.ONLINE,
                given.getOrDefault("weight", (long) WEIGHT).intValue(), false,
                given.getOrDefault("max_connections", (long) MAX_CONNECTIONS).intValue(), 0,
                given.getOrDefault("use_ssl", 0L) != 0, 0, "");
    }

    private HostgroupAttributes of(int hostgroup) {
        return attributes.stream().filter(row -> row.hostgroup() == hostgroup).findFirst()
                .orElseGet(() -> HostgroupAttributes.none(hostgroup));
    }
}

package switchboard.api.server;

import java.util.Set;

/**
 * What {@code mysql_hostgroup_attributes} says of a hostgroup (ProxySQL manual). A hostgroup with a row takes these in place
 * of the variables of the same name.
 *
 * @param maxOnlineServers with more of them online none is used
 * @param autocommit of new connections: 0 or 1, -1 for as the server has it
 * @param freeConnectionsPct of a server's max_connections that may idle, 0 to 100
 * @param initConnect is run on new connections; empty for mysql-init_connect
 * @param multiplex whether sessions share connections
 * @param connectionWarming whether connections are opened until {@code freeConnectionsPct} is reached
 * @param connectionsPerSecond new ones at most
 * @param ignoredVariables session variables, in lower case, that are not repeated on its connections
 * @param handleWarnings 0 or 1, -1 for mysql-handle_warnings
 */
public record HostgroupRules(int maxOnlineServers, int autocommit, int freeConnectionsPct, String initConnect,
        boolean multiplex, boolean connectionWarming, int connectionsPerSecond, Set<String> ignoredVariables,
        int handleWarnings) {
    public HostgroupRules {
        ignoredVariables = Set.copyOf(ignoredVariables);
    }
}

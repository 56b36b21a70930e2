package switchboard.mysql.servers;

import java.util.Map;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.table.Rows;

/**
 * What the last LOAD brought beside the servers themselves.
 *
 * @param wanted states of the rows of mysql_servers
 * @param tables rows of the other tables by name
 */
record Configured(Map<ServerKey, ServerStatus> wanted, Map<String, Rows> tables) {
    Configured {
        wanted = Map.copyOf(wanted);
        tables = Map.copyOf(tables);
    }
}

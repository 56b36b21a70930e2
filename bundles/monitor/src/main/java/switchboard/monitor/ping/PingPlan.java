package switchboard.monitor.ping;

import java.util.ArrayList;
import java.util.List;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/** What follows from missed pings (ProxySQL 2.7, monitor_ping). */
final class PingPlan {
    private PingPlan() {
    }

    /**
     * Shuns all entries of a host and kills its connections. Entries that an operator or a topology has set offline stay
     * so: coming back from SHUNNED by itself would put them online.
     */
    static List<ServerMove> shun(ServersSnapshot now, String hostname, int port, int missed) {
        List<ServerMove> moves = new ArrayList<>();
        for (int hostgroup : now.hostgroups().keySet()) {
            Server server = now.find(new ServerKey(hostgroup, hostname, port));
            if (server != null && mayBeShunned(server)) {
                moves.add(new ServerMove.SetStatus(server.key(), ServerStatus.SHUNNED, true,
                        "missed " + missed + " heartbeats"));
            }
        }
        return moves;
    }

    private static boolean mayBeShunned(Server server) {
        return switch (server.status()) {
            case ONLINE, SHUNNED, SHUNNED_REPLICATION_LAG -> true;
            case OFFLINE_SOFT, OFFLINE_HARD -> false;
        };
    }
}

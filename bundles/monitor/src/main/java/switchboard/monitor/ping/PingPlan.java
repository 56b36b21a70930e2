package switchboard.monitor.ping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/** What follows from missed pings (ProxySQL 2.7, monitor_ping). */
final class PingPlan {
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration PER_SERVER = Duration.ofMillis(5);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofSeconds(10);

    private PingPlan() {
    }

    /**
     * After what time a server that is gone is pinged again, if the interval is longer. Nothing else is asked of it before
     * it answers: soon, so that one that is back is in use again soon, but of all that are gone together no more than 200
     * a second. And before the time is over after which a shunned server comes back by itself: it is shunned again.
     *
     * @param recovery mysql-shun_recovery_time_sec
     * @param gone how many servers are gone
     */
    static Duration whileGone(Duration recovery, int gone) {
        Duration shared = PER_SERVER.multipliedBy(gone);
        Duration soon = shared.compareTo(SOON) < 0 ? SOON : shared;
        Duration half = (recovery.compareTo(MAX) < 0 ? recovery : MAX).dividedBy(2);
        Duration latest = half.compareTo(SECOND) < 0 ? SECOND : half;
        return soon.compareTo(latest) < 0 ? soon : latest;
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

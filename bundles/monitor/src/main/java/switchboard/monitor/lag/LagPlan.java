package switchboard.monitor.lag;

import java.util.List;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/**
 * What follows from a sample for one entry (ProxySQL 2.7, replication_lag_action).
 *
 * @param count lagging samples in a row, this one among them
 * @param lagSeconds the lag that counted, with what stands for NULL; -1 for none, -2 for a server without replication
 * @param verdict what is to be done
 */
record LagPlan(int count, long lagSeconds, Verdict verdict) {
    enum Verdict {
        NOTHING, WAIT, SHUN, BRING_BACK
    }

    static final long NONE = -1;
    static final long NO_REPLICA = -2;

    /**
     * @param before lagging samples in a row until now
     * @param whenNullSeconds what stands for NULL
     * @param needed mysql-monitor_replication_lag_count
     */
    static LagPlan of(Server server, int before, LagSample sample, long whenNullSeconds, int needed) {
        long lag = switch (sample.kind()) {
            case KNOWN -> sample.seconds();
            case NULL -> whenNullSeconds;
            case NO_REPLICA -> NO_REPLICA;
            case FAILED -> NONE;
        };
        if (lag == NONE) {
            return new LagPlan(before, lag, Verdict.NOTHING);
        }
        boolean lags = lag > server.maxReplicationLagSeconds();
        return switch (server.status()) {
            case ONLINE -> {
                int count = lags ? before + 1 : 0;
                yield new LagPlan(count, lag, !lags ? Verdict.NOTHING : count >= needed ? Verdict.SHUN : Verdict.WAIT);
            }
            case SHUNNED_REPLICATION_LAG -> lags
                    ? new LagPlan(before, lag, Verdict.NOTHING)
                    : new LagPlan(0, lag, Verdict.BRING_BACK);
            case SHUNNED, OFFLINE_SOFT, OFFLINE_HARD -> new LagPlan(before, lag, Verdict.NOTHING);
        };
    }

    /** The move, only if the entry is still in the state that this was decided by. */
    List<ServerMove> moves(ServersSnapshot now, ServerKey key) {
        ServerStatus from = verdict == Verdict.SHUN ? ServerStatus.ONLINE : ServerStatus.SHUNNED_REPLICATION_LAG;
        ServerStatus to = verdict == Verdict.SHUN ? ServerStatus.SHUNNED_REPLICATION_LAG : ServerStatus.ONLINE;
        Server server = now.find(key);
        return server != null && server.status() == from
                ? List.of(new ServerMove.SetStatus(key, to, "replication lag of " + lagSeconds + " seconds"))
                : List.of();
    }
}

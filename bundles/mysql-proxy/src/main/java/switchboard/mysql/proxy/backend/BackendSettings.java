package switchboard.mysql.proxy.backend;

import java.time.Duration;

/**
 * The variables that rule pools and connecting; names are those of ProxySQL without {@code mysql-}.
 *
 * @param queryDelayMs before every query
 * @param killsWhenClientIsGone whether a query that runs is killed when its client has gone
 */
public record BackendSettings(Duration connectTimeoutServer, Duration connectTimeoutServerMax,
        int connectRetriesOnFailure, Duration connectRetriesDelay, Duration pollTimeoutOnFailure,
        int freeConnectionsPct, Duration pingIntervalServer, Duration pingTimeoutServer, Duration connectionMaxAge,
        int maxStmtsPerConnection, boolean multiplexing, String initConnect, Sharing sharing,
        Opening opening, long queryDelayMs, boolean killsWhenClientIsGone, LatencyRules latency,
        Failover failover) {
}

package switchboard.group.replication;

import java.time.Duration;
import switchboard.api.variables.VariableValues;

/**
 * mysql-monitor_groupreplication_...
 *
 * @param maxTimeouts after so many timeouts in a row a node is offline
 * @param lagCount after so many late answers in a row a node is shunned softly
 * @param lagScope which members the lag rule is for
 */
record GroupReplicationSettings(Duration interval, Duration timeout, int maxTimeouts, int lagCount,
        LagScope lagScope) {
    /** ProxySQL's defaults: until the variables are known. */
    static final GroupReplicationSettings DEFAULT = new GroupReplicationSettings(Duration.ofSeconds(5),
            Duration.ofMillis(800), 3, 3, LagScope.READERS);

    private static final String PREFIX = "mysql-monitor_groupreplication_";

    static GroupReplicationSettings of(VariableValues now) {
        return new GroupReplicationSettings(Duration.ofMillis(now.number(PREFIX + "healthcheck_interval")),
                Duration.ofMillis(now.number(PREFIX + "healthcheck_timeout")),
                (int) now.number(PREFIX + "healthcheck_max_timeout_count"),
                (int) now.number(PREFIX + "max_transactions_behind_count"),
                LagScope.values()[(int) now.number(PREFIX + "max_transactions_behind_for_read_only")]);
    }
}

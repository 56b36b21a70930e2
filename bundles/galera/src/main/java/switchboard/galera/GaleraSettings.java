package switchboard.galera;

import java.time.Duration;
import switchboard.api.variables.VariableValues;

/**
 * mysql-monitor_galera_healthcheck_...
 *
 * @param maxTimeouts after so many timeouts in a row a node is offline
 */
record GaleraSettings(Duration interval, Duration timeout, int maxTimeouts) {
    /** ProxySQL's defaults: until the variables are known. */
    static final GaleraSettings DEFAULT = new GaleraSettings(Duration.ofSeconds(5), Duration.ofMillis(800), 3);

    static GaleraSettings of(VariableValues now) {
        return new GaleraSettings(Duration.ofMillis(now.number("mysql-monitor_galera_healthcheck_interval")),
                Duration.ofMillis(now.number("mysql-monitor_galera_healthcheck_timeout")),
                (int) now.number("mysql-monitor_galera_healthcheck_max_timeout_count"));
    }
}

package switchboard.monitor;

import java.time.Duration;
import java.util.List;
import switchboard.api.variables.VariableValues;
import switchboard.monitor.connection.ConnectionSettings;
import switchboard.mysql.protocol.auth.Secret;

/**
 * What variables say of the monitor as a whole.
 *
 * @param read the texts that {@code connections} is made of: while they are the same, connections are kept
 */
record MonitorSettings(boolean enabled, ConnectionSettings connections, List<String> read) {
    private static final int PINGS = 10; // ProxySQL: wait_timeout is ten pings long
    private static final long SECOND_MS = 1000;

    /** @param before null at first */
    static MonitorSettings of(VariableValues now, MonitorSettings before) {
        boolean enabled = now.flag("mysql-monitor_enabled");
        List<String> read = List.of(now.text("mysql-monitor_username"), now.text("mysql-monitor_password"),
                now.text("mysql-monitor_wait_timeout"), now.text("mysql-monitor_ping_interval"));
        if (before != null && read.equals(before.read())) {
            return new MonitorSettings(enabled, before.connections(), read);
        }
        long idleMs = now.number("mysql-monitor_ping_interval") * PINGS;
        long waitSeconds = now.flag("mysql-monitor_wait_timeout") ? Math.max(1, idleMs / SECOND_MS) : 0;
        return new MonitorSettings(enabled, new ConnectionSettings(now.text("mysql-monitor_username"),
                Secret.ofClearText(now.text("mysql-monitor_password")), waitSeconds,
                Duration.ofMillis(idleMs).toNanos()), read);
    }
}

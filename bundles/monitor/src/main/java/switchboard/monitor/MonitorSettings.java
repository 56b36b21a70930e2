package switchboard.monitor;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.variables.VariableValues;
import switchboard.monitor.connection.ConnectionSettings;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.client.ClientTls;

/**
 * What variables say of the monitor as a whole.
 *
 * @param read the texts that {@code connections} is made of: while they are the same, connections are kept
 */
record MonitorSettings(boolean enabled, ConnectionSettings connections, List<String> read) {
    private static final Logger LOG = LoggerFactory.getLogger(MonitorSettings.class);
    private static final int PINGS = 10; // ProxySQL: wait_timeout is ten pings long
    private static final long SECOND_MS = 1000;

    /** @param before null at first */
    static MonitorSettings of(VariableValues now, MonitorSettings before) {
        boolean enabled = now.flag("mysql-monitor_enabled");
        List<String> read = List.of(now.text("mysql-monitor_username"), now.text("mysql-monitor_password"),
                now.text("mysql-ssl_p2s_ca"), now.text("mysql-ssl_p2s_cert"), now.text("mysql-ssl_p2s_key"),
                now.text("mysql-monitor_wait_timeout"), now.text("mysql-monitor_ping_interval"));
        if (before != null && read.equals(before.read())) {
            return new MonitorSettings(enabled, before.connections(), read);
        }
        long idleMs = now.number("mysql-monitor_ping_interval") * PINGS;
        long waitSeconds = now.flag("mysql-monitor_wait_timeout") ? Math.max(1, idleMs / SECOND_MS) : 0;
        return new MonitorSettings(enabled, new ConnectionSettings(now.text("mysql-monitor_username"),
                Secret.ofClearText(now.text("mysql-monitor_password")), tls(now), waitSeconds,
                Duration.ofMillis(idleMs).toNanos()), read);
    }

    private static SslContext tls(VariableValues now) {
        try {
            return ClientTls.of(now.text("mysql-ssl_p2s_ca"), now.text("mysql-ssl_p2s_cert"),
                    now.text("mysql-ssl_p2s_key"));
        } catch (SSLException unusable) {
            LOG.error("TLS of checks is off: correct mysql-ssl_p2s_ca, mysql-ssl_p2s_cert, mysql-ssl_p2s_key: {}",
                    unusable.getMessage());
            return null;
        }
    }
}

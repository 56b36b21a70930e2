package switchboard.mysql.proxy;

import java.time.Duration;
import switchboard.api.variables.VariableValues;
import switchboard.mysql.protocol.Collation;
import switchboard.mysql.protocol.Collations;
import switchboard.mysql.proxy.backend.BackendSettings;
import switchboard.mysql.proxy.backend.Failover;
import switchboard.mysql.proxy.backend.LatencyRules;
import switchboard.mysql.proxy.backend.Opening;
import switchboard.mysql.proxy.backend.Sharing;
import switchboard.mysql.proxy.loop.ProxySettings;

/** Reads the proxy's settings from the variables. */
final class Settings {
    private Settings() {
    }

    static ProxySettings proxy(VariableValues now) {
        int collation = Collations.byName(now.text("mysql-default_collation_connection")).map(Collation::id)
                .orElse(Collations.UTF8_GENERAL_CI);
        return ProxySettings.of(now, collation);
    }

    static BackendSettings backend(VariableValues now) {
        return new BackendSettings(millis(now, "mysql-connect_timeout_server"),
                millis(now, "mysql-connect_timeout_server_max"),
                (int) now.number("mysql-connect_retries_on_failure"), millis(now, "mysql-connect_retries_delay"),
                millis(now, "mysql-poll_timeout_on_failure"), (int) now.number("mysql-free_connections_pct"),
                millis(now, "mysql-ping_interval_server_msec"), millis(now, "mysql-ping_timeout_server"),
                millis(now, "mysql-connection_max_age_ms"), (int) now.number("mysql-max_stmts_per_connection"),
                now.flag("mysql-multiplexing"), now.text("mysql-init_connect"),
                new Sharing((int) now.number("mysql-auto_increment_delay_multiplex"),
                        millis(now, "mysql-auto_increment_delay_multiplex_timeout_ms"),
                        millis(now, "mysql-connection_delay_multiplex_ms")),
                new Opening(now.flag("mysql-connection_warming"),
                        (int) now.number("mysql-throttle_connections_per_sec_to_hostgroup"),
                        ProxySettings.keepalive(now), now.flag("mysql-enable_server_deprecate_eof")),
                now.number("mysql-default_query_delay"), now.flag("mysql-kill_backend_connection_when_disconnect"),
                new LatencyRules((int) now.number("mysql-default_max_latency_ms"),
                        (int) now.number("mysql-min_num_servers_lantency_awareness")),
                new Failover(millis(now, "switchboard-writer_drain_ms"), millis(now, "switchboard-causal_reads_ms")));
    }

    private static Duration millis(VariableValues now, String name) {
        return Duration.ofMillis(now.number(name));
    }
}

package switchboard.monitor.rig;

import java.util.HashMap;
import java.util.Map;
import switchboard.api.variables.VariableValues;

/** The variables of the monitor with ProxySQL's defaults. */
public final class TestVariables implements VariableValues {
    private final Map<String, String> values = new HashMap<>(Map.ofEntries(Map.entry("mysql-monitor_enabled", "true"),
            Map.entry("mysql-monitor_username", "monitor"), Map.entry("mysql-monitor_password", "monitor"),
            Map.entry("mysql-monitor_wait_timeout", "true"), Map.entry("mysql-monitor_history", "7200000"),
            Map.entry("mysql-monitor_connect_interval", "120000"), Map.entry("mysql-monitor_connect_timeout", "600"),
            Map.entry("mysql-monitor_ping_interval", "8000"), Map.entry("mysql-monitor_ping_timeout", "1000"),
            Map.entry("mysql-monitor_ping_max_failures", "3"), Map.entry("mysql-monitor_read_only_interval", "1000"),
            Map.entry("mysql-monitor_read_only_timeout", "800"),
            Map.entry("mysql-monitor_read_only_max_timeout_count", "3"),
            Map.entry("mysql-monitor_replication_lag_interval", "10000"),
            Map.entry("mysql-monitor_replication_lag_timeout", "1000"),
            Map.entry("mysql-monitor_replication_lag_count", "1"),
            Map.entry("mysql-monitor_replication_lag_group_by_host", "false"),
            Map.entry("mysql-monitor_replication_lag_use_percona_heartbeat", ""),
            Map.entry("mysql-monitor_slave_lag_when_null", "60"),
            Map.entry("mysql-monitor_writer_is_also_reader", "true"),
            Map.entry("mysql-monitor_aws_rds_topology_discovery_interval", "0"),
            Map.entry("mysql-evaluate_replication_lag_on_servers_load", "true"),
            Map.entry("mysql-shun_recovery_time_sec", "10"), Map.entry("mysql-ssl_p2s_ca", ""),
            Map.entry("mysql-ssl_p2s_capath", ""), Map.entry("mysql-ssl_p2s_cipher", ""),
            Map.entry("mysql-ssl_p2s_crl", ""), Map.entry("mysql-ssl_p2s_crlpath", ""),
            Map.entry("mysql-ssl_p2s_cert", ""), Map.entry("mysql-ssl_p2s_key", "")));

    /** The same object with another value. */
    public TestVariables with(String name, Object value) {
        values.put("mysql-" + name, value.toString());
        return this;
    }

    @Override
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no variable " + name);
        }
        return value;
    }

    @Override
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    @Override
    public boolean flag(String name) {
        return text(name).equals("true");
    }
}

package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real servers behind an IPv6 address, a Unix socket and a name, near and far: asked, used, shunned and taken back. */
@ExtendWith(RealServers.class)
class ServerAddressIT {
    private static final int MAX_LATENCY_MS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String STATES = "SELECT hostgroup_id, status FROM runtime_mysql_servers ORDER BY 1";

    @Test
    void serversBehindAnIpv6AddressAndAUnixSocketAreWatchedAndUsed(Topology servers, Switchboards switchboards)
            throws IOException {
        assumeTrue(Ipv6Relay.isPossible());
        String socket = servers.socket(2);
        Switchboard switchboard = switchboards.start(SwitchboardConfig.empty().user("app", "app_pw", 10)
                .rule(1, "^SELECT", 20).mysql("monitor_password", "\"monitor_pw\"")
                .mysql("monitor_ping_interval", 200).mysql("monitor_connect_interval", 500)
                .mysql("monitor_read_only_interval", 200).mysql("monitor_replication_lag_interval", 200));
        try (Ipv6Relay relay = new Ipv6Relay(servers.port(1))) {
            switchboard.admin("INSERT INTO mysql_servers (hostgroup_id, hostname, port, max_replication_lag) VALUES "
                    + "(10, '::1', " + relay.port() + ", 30), (20, '" + socket + "', 0, 30)",
                    "INSERT INTO mysql_replication_hostgroups (writer_hostgroup, reader_hostgroup) VALUES (10, 20)",
                    "LOAD MYSQL SERVERS TO RUNTIME");
            awaitChecks(switchboard, "::1", relay.port(), "0");
            awaitChecks(switchboard, socket, 0, "1");
            try (RawClient client = switchboard.proxy().raw()) {
                assertEquals(List.of(List.of("server_id", "1")), client.query("SHOW VARIABLES LIKE 'server_id'"));
                assertEquals("2", client.value(Topology.WHICH_SERVER));
            }
        }
        switchboard.awaitAdmin(List.of(List.of("10", "SHUNNED"), List.of("20", "ONLINE")), STATES);
        servers.kill(2);
        try {
            switchboard.awaitAdmin(List.of(List.of("10", "SHUNNED"), List.of("20", "SHUNNED")), STATES);
        } finally {
            servers.start(2);
        }
        switchboard.awaitLog("Server " + socket + ":0 missed 3 heartbeats");
        try (RawClient client = switchboard.proxy().raw()) {
            Awaitility.await("answer of server 2").atMost(PATIENCE).until(() -> client.value(Topology.WHICH_SERVER),
                    "2"::equals);
        }
    }

    @Test
    void aServerByNameIsFoundInTheCacheUnlessThatIsOff(Topology servers, Switchboards switchboards) {
        Switchboard switchboard = switchboards.start(SwitchboardConfig.empty()
                .mysql("monitor_password", "\"monitor_pw\"").mysql("monitor_connect_interval", 200));
        switchboard.admin("INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (20, 'localhost', "
                + servers.port(2) + ")", "LOAD MYSQL SERVERS TO RUNTIME");
        awaitConnects(switchboard);
        switchboard.awaitAdmin(List.of(List.of("1")),
                "SELECT Variable_Value > 0 FROM stats_mysql_global WHERE Variable_Name = "
                        + "'MySQL_Monitor_dns_cache_lookup_success'");
        switchboard.admin("SET mysql-monitor_local_dns_cache_ttl = 0", "LOAD MYSQL VARIABLES TO RUNTIME");
        awaitConnects(switchboard);
        String queried = "SELECT Variable_Value FROM stats_mysql_global WHERE Variable_Name = "
                + "'MySQL_Monitor_dns_cache_queried'";
        String before = switchboard.adminValue(queried);
        awaitConnects(switchboard);
        assertEquals(before, switchboard.adminValue(queried));
    }

    @Test
    void aServerThatIsTooFarAwayServesNobodyUntilItIsNearer(Topology servers, Switchboards switchboards)
            throws IOException {
        assumeTrue(Ipv6Relay.isPossible());
        Switchboard switchboard = switchboards.start(SwitchboardConfig.empty().user("app", "app_pw", 20)
                .mysql("monitor_password", "\"monitor_pw\"").mysql("monitor_ping_interval", 200));
        try (Ipv6Relay relay = new Ipv6Relay(servers.port(1)); RawClient client = switchboard.proxy().raw()) {
            switchboard.admin("INSERT INTO mysql_servers (hostgroup_id, hostname, port, max_latency_ms) VALUES "
                    + "(20, '::1', " + relay.port() + ", " + MAX_LATENCY_MS + "), (20, '127.0.0.1', " + servers.port(2)
                    + ", 0)", "LOAD MYSQL SERVERS TO RUNTIME");
            awaitServer(client, "1");
            relay.delay(MAX_LATENCY_MS); // there and back
            awaitLatency(switchboard, ">");
            for (int i = 0; i < 30; i++) {
                assertEquals("2", client.value(Topology.WHICH_SERVER));
            }
            relay.delay(0);
            awaitLatency(switchboard, "<");
            awaitServer(client, "1");
        }
    }

    private static void awaitServer(RawClient client, String number) {
        Awaitility.await("answer of server " + number).atMost(PATIENCE)
                .until(() -> client.value(Topology.WHICH_SERVER), number::equals);
    }

    private static void awaitLatency(Switchboard switchboard, String compared) {
        switchboard.awaitAdmin(List.of(List.of("1")),
                "SELECT COUNT(*) FROM stats_mysql_connection_pool WHERE srv_host = '::1' AND Latency_us " + compared
                        + " " + 1_000 * MAX_LATENCY_MS);
    }

    /** Two connect checks from now on. */
    private static void awaitConnects(Switchboard switchboard) {
        switchboard.awaitAdmin(List.of(List.of("1")),
                "SELECT COUNT(*) > 1 FROM monitor.mysql_server_connect_log WHERE hostname = 'localhost' AND "
                        + "connect_error IS NULL AND time_start_us > " + System.currentTimeMillis() * 1_000);
    }

    /** Each of the four checks has been answered. */
    private static void awaitChecks(Switchboard switchboard, String hostname, int port, String readOnly) {
        String where = " WHERE hostname = '" + hostname + "' AND port = " + port;
        for (String check : List.of("connect", "ping")) {
            switchboard.awaitAdmin(List.of(List.of("1")), "SELECT COUNT(*) > 0 FROM monitor.mysql_server_" + check
                    + "_log" + where + " AND " + check + "_success_time_us > 0");
        }
        switchboard.awaitAdmin(List.of(List.of(readOnly)),
                "SELECT DISTINCT read_only FROM monitor.mysql_server_read_only_log" + where + " AND error IS NULL");
        switchboard.awaitAdmin(List.of(List.of("1")),
                "SELECT COUNT(*) > 0 FROM monitor.mysql_server_replication_lag_log" + where + " AND error IS NULL");
    }
}

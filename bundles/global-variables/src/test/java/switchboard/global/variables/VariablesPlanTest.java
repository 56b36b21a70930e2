package switchboard.global.variables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.api.config.Rejection;
import switchboard.api.table.Rows;

class VariablesPlanTest {
    private final Definitions definitions = new Definitions("0.1.0");
    private final Map<String, String> current = definitions.defaults("");

    private VariablesPlan load(String... namesAndValues) {
        return load(true, namesAndValues);
    }

    private VariablesPlan load(boolean restartFixed, String... namesAndValues) {
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            rows.add(new String[]{namesAndValues[i], namesAndValues[i + 1]});
        }
        return VariablesPlan.of(definitions, current, restartFixed, new Rows(VariablesPlan.COLUMNS, rows));
    }

    @ParameterizedTest(name = "{0} = {1} runs as {2}")
    @CsvSource(delimiter = '|', textBlock = """
            mysql-max_connections              | 1                 | 1
            mysql-max_connections              | 1000000           | 1000000
            mysql-max_connections              | 12abc             | 12
            mysql-max_connections              | ' +7 '            | 7
            mysql-default_query_delay          | abc               | 0
            mysql-server_capabilities          | 4294967295        | 4294967295
            mysql-multiplexing                 | 0                 | false
            mysql-multiplexing                 | FALSE             | false
            mysql-have_ssl                     | 1                 | true
            mysql-default_session_track_gtids  | own_gtid          | OWN_GTID
            mysql-query_cache_size_mb          | 1                 | 1
            mysql-init_connect                 | (null)            | ''
            mysql-firewall_whitelist_errormsg  | (null)            | ''
            mysql-monitor_password             | ''                | ''
            mysql-server_version               | 5.1.30            | 5.5.30
            mysql-proxy_protocol_networks      | 10.0.0.0/8, ::1   | 10.0.0.0/8, ::1
            mysql-proxy_protocol_networks      | *                 | *
            mysql-proxy_protocol_networks      | 10.0.0.256/8      | ''
            mysql-proxy_protocol_networks      | 10.0.0.1/33       | ''
            admin-telnet_admin_ifaces          | 127.0.0.1:6031    | 127.0.0.1:6031
            admin-telnet_admin_ifaces          | (null)            | (null)
            admin-ssl_keylog_file              | (null)            | ''
            admin-cluster_username             | ''                | ''
            admin-version                      | 0.1.0             | 0.1.0
            switchboard-transport              | NIO               | nio
            """)
    void takes(String name, String given, String running) {
        VariablesPlan plan = load(false, name, given);
        assertEquals(running, plan.values().get(definitions.find(name).name()));
        assertEquals(List.of(), plan.rejections());
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', textBlock = """
            mysql-max_connections                              | 0
            mysql-max_connections                              | 1000001
            mysql-max_connections                              | 99999999999999999999
            mysql-max_connections                              | -5
            mysql-multiplexing                                 | yes
            mysql-multiplexing                                 | 2
            mysql-default_authentication_plugin                | sha256_password
            mysql-default_schema                               | ''
            mysql-interfaces                                   | ''
            mysql-eventslog_filename                           | log/
            mysql-eventslog_filename                           | /no/such/folder/events
            mysql-monitor_replication_lag_use_percona_heartbeat| percona.heartbeat.x
            mysql-monitor_replication_lag_use_percona_heartbeat| heartbeat
            admin-admin_credentials                            | ''
            admin-telnet_admin_ifaces                          | ''
            admin-stats_mysql_connection_pool                  | 301
            admin-version                                      | 2.7.1
            switchboard-event_loops                            | 1025
            switchboard-connections_per_loop                   | 0
            """)
    void refusesAndSetsTheRowBackToTheValueInForce(String name, String given) {
        VariablesPlan plan = load(name, given);
        assertEquals(current, plan.values());
        assertEquals(1, plan.rejections().size());
        assertArrayEquals(new String[]{name, current.get(name)}, plan.rejections().getFirst().replacement());
    }

    @Test
    void saysInProxySqlsWordsWhatWasRefused() {
        assertEquals("Impossible to set variable max_connections with value \"0\". Resetting to current \"10000\".",
                load("mysql-max_connections", "0").rejections().getFirst().reason());
        assertEquals("Impossible to set read-only variable version with value \"2\". Resetting to current \"0.1.0\".",
                load("admin-version", "2").rejections().getFirst().reason());
    }

    @Test
    void deletesTheRowOfAnUnknownVariable() {
        Rejection rejection = load("mysql-forward_autocommit", "true").rejections().getFirst();
        assertNull(rejection.replacement());
        assertEquals("Impossible to set not existing variable forward_autocommit with value \"true\". Deleting. "
                + "If the variable name is correct, this version doesn't support it", rejection.reason());
    }

    @Test
    void keepsPasswordsOutOfReasons() {
        current.put("admin-admin_credentials", "admin:geheim");
        String reason = load("admin-admin_credentials", "").rejections().getFirst().reason();
        assertFalse(reason.contains("geheim"), reason);
    }

    @Test
    void leavesVariablesWithoutARowAsTheyAre() {
        current.put("mysql-max_connections", "77");
        assertEquals(current, load().values());
    }

    @Test
    void keepsTheClusterUserWhenGivenNone() {
        current.put("admin-cluster_username", "cluster");
        assertEquals("cluster", load("admin-cluster_username", "").values().get("admin-cluster_username"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql-threads", "mysql-stacksize", "switchboard-event_loops"})
    void takesAValueThatNeedsARestartOnlyWithTheFirstLoad(String name) {
        String given = name.equals("mysql-stacksize") ? "524288" : "8";
        assertEquals(given, load(false, name, given).values().get(name));
        assertEquals(current.get(name), load(true, name, given).values().get(name));
        assertEquals(1, load(true, name, given).rejections().size());
        assertEquals(List.of(), load(true, name, current.get(name)).rejections());
    }

    @ParameterizedTest
    @CsvSource({"admin-stats_mysql_connections,3,5", "admin-stats_mysql_connections,0,0",
            "admin-stats_mysql_connections,300,300", "admin-stats_system_cpu,301,600"})
    void roundsIntervalsOfTheHistoryUpAndSaysSo(String name, String given, String running) {
        VariablesPlan plan = load(name, given);
        assertEquals(running, plan.values().get(name));
        assertEquals(given.equals(running)
                ? List.of()
                : List.of("Variable '%s' rounded to interval '%s'".formatted(name.substring(6), running)),
                plan.remarks());
    }

    @Test
    void checksumThatIsSwitchedOffTakesItsModuleOutOfTheClusterAndSaysSo() {
        String diffs = "admin-cluster_mysql_users_diffs_before_sync";
        VariablesPlan plan = load("admin-checksum_mysql_users", "false", diffs, "3");
        assertEquals("false", plan.values().get("admin-checksum_mysql_users"));
        assertEquals("0", plan.values().get(diffs));
        assertEquals("3", plan.values().get("admin-cluster_mysql_servers_diffs_before_sync"));
        assertArrayEquals(new String[]{diffs, "0"}, plan.rejections().getFirst().replacement());
        assertEquals("Disabling deprecated 'admin-checksum_mysql_users', setting "
                + "'admin-cluster_mysql_users_diffs_before_sync=0'", plan.rejections().getFirst().reason());
    }

    @Test
    void checksumThatStaysSwitchedOffIsNamedWithEachLoad() {
        VariablesPlan plan = load("admin-checksum_mysql_users", "false", "admin-cluster_mysql_users_diffs_before_sync",
                "0");
        assertEquals(List.of(), plan.rejections());
        assertEquals(1, plan.remarks().size());
    }

    @Test
    void takesALogInAFolderThatIsThere(@TempDir Path folder) {
        String file = folder.resolve("events").toString();
        assertEquals(file, load("mysql-eventslog_filename", file).values().get("mysql-eventslog_filename"));
        assertEquals("events", load("mysql-eventslog_filename", "events").values().get("mysql-eventslog_filename"));
    }

    @ParameterizedTest(name = "{0}, {1} -> {2}, {3}")
    @CsvSource({"utf8mb4,utf8_general_ci,utf8mb4,utf8mb4_general_ci", // only the charset changed
            "utf8,utf8mb4_unicode_ci,utf8mb4,utf8mb4_unicode_ci", // only the collation changed
            "latin1,utf8mb4_bin,utf8mb4,utf8mb4_bin", // both: the collation counts
            "klingon,utf8_general_ci,utf8,utf8_general_ci", "klingon,klingon_ci,utf8,utf8_general_ci",
            "latin1,klingon_ci,latin1,latin1_swedish_ci", "binary,binary,binary,binary"})
    void makesCharsetAndCollationConsistent(String charset, String collation, String charsetAfter,
            String collationAfter) {
        VariablesPlan plan = load("mysql-default_charset", charset, "mysql-default_collation_connection", collation);
        assertEquals(charsetAfter, plan.values().get("mysql-default_charset"));
        assertEquals(collationAfter, plan.values().get("mysql-default_collation_connection"));
    }
}

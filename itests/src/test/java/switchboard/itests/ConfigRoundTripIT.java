package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What SELECT CONFIG INTO OUTFILE writes loads back to equal checksums, whatever the configuration. */
@ExtendWith(RealServers.class)
class ConfigRoundTripIT {
    private static final int CONFIGURATIONS = Integer.getInteger("switchboard.configurations",
            Soak.times(10, 40));
    private static final List<String> MODULES = List.of("MYSQL SERVERS", "MYSQL USERS", "MYSQL QUERY RULES",
            "MYSQL VARIABLES", "ADMIN VARIABLES", "SCHEDULER", "RESTAPI", "PROXYSQL SERVERS");
    private static final List<String> TABLES = List.of("mysql_servers", "mysql_replication_hostgroups",
            "mysql_galera_hostgroups", "mysql_group_replication_hostgroups", "mysql_aws_aurora_hostgroups",
            "mysql_servers_ssl_params", "mysql_users", "mysql_query_rules", "scheduler", "restapi_routes",
            "proxysql_servers");
    private static final List<String> VARIABLES = List.of("mysql-server_version", "mysql-init_connect",
            "mysql-monitor_password", "mysql-long_query_time", "mysql-commands_stats", "mysql-default_schema",
            "admin-cluster_username", "admin-cluster_check_interval_ms");

    private final Switchboard switchboard;

    ConfigRoundTripIT(Switchboards switchboards) {
        switchboard = switchboards.start(SwitchboardConfig.empty());
    }

    @Test
    void generatedConfigurationsComeBackAsTheyWere() throws SQLException, IOException {
        long first = Long.getLong("switchboard.seed", System.nanoTime());
        Path written = switchboard.datadir().resolve("written.cnf");
        Map<String, List<List<String>>> before = Map.of();
        for (long seed = first; seed < first + CONFIGURATIONS; seed++) {
            try (Connection admin = switchboard.admin().connect()) {
                empty(admin);
                Sql.run(admin, new GeneratedConfig(seed).statements().toArray(String[]::new));
                loadToRuntime(admin);
                before = state(admin);
                Sql.run(admin, "SELECT CONFIG INTO OUTFILE " + written);
                Files.copy(written, switchboard.configFile(), StandardCopyOption.REPLACE_EXISTING);
                empty(admin);
                for (String variable : VARIABLES) {
                    Sql.run(admin,
                            "UPDATE global_variables SET variable_value = '77' WHERE variable_name = '" + variable
                                    + "'");
                }
                for (String module : MODULES) {
                    Sql.run(admin, "LOAD " + module + " FROM CONFIG");
                }
                loadToRuntime(admin);
                equal(before, state(admin), "-Dswitchboard.seed=" + seed);
            }
        }
        switchboard.stop();
        switchboard.start("--initial");
        try (Connection admin = switchboard.admin().connect()) {
            equal(before, state(admin), "as the config file of a first start, -Dswitchboard.seed=" + (first
                    + CONFIGURATIONS - 1));
        }
    }

    private static void equal(Map<String, List<List<String>>> before, Map<String, List<List<String>>> now,
            String seed) {
        before.forEach((what, rows) -> assertEquals(lines(rows), lines(now.get(what)), what + ", " + seed));
    }

    private static String lines(List<List<String>> rows) {
        return String.join("\n", rows.stream().map(List::toString).toList());
    }

    private static void empty(Connection admin) throws SQLException {
        for (String table : TABLES) {
            Sql.run(admin, "DELETE FROM " + table);
        }
    }

    private static void loadToRuntime(Connection admin) throws SQLException {
        for (String module : MODULES) {
            Sql.run(admin, "LOAD " + module + " TO RUNTIME");
        }
    }

    private static Map<String, List<List<String>>> state(Connection admin) throws SQLException {
        Map<String, List<List<String>>> state = new LinkedHashMap<>();
        for (String table : TABLES) {
            state.put(table, Sql.rows(admin, "SELECT * FROM " + table + " ORDER BY 1, 2, 3"));
        }
        state.put("variables", Sql.rows(admin, "SELECT * FROM global_variables ORDER BY variable_name"));
        state.put("checksums", Sql.rows(admin, "SELECT name, checksum FROM runtime_checksums_values ORDER BY name"));
        return state;
    }

    @Test
    void whatIsUnknownIsNamed() {
        switchboard.configure("""
                mysql_users = ( { username = "known", pasword = "x" } )
                mysql_user = ( { username = "nobody" } )
                errorlog = "/dev/null"
                mysql_variables = { no_such_variable = 1 }
                """);
        switchboard.admin("LOAD MYSQL USERS FROM CONFIG", "LOAD MYSQL VARIABLES FROM CONFIG",
                "LOAD MYSQL VARIABLES TO RUNTIME", "DELETE FROM mysql_users");
        for (String part : List.of(":1:1: keys of mysql_users that are no columns are ignored: [pasword]",
                ":2:1: mysql_user is ignored: no module that is running reads a section or setting of this name",
                ":3:1: errorlog is ignored: this setting of ProxySQL has no effect here", "no_such_variable")) {
            switchboard.awaitLog(part);
        }
    }
}

package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a ProxySQL 2.7.1 that follows this node asks, in its words and by TLS, is answered as it expects. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterFollowerIT {
    private static final String VERSION = "2.7.1-16-g2726c27";
    private static final String UUID = "3e55accf-fbd9-408c-bdaa-b15b2414ba89";
    private static final String SERVERS = "hostgroup_id, hostname, port, gtid_port, status, weight, compression, "
            + "max_connections, max_replication_lag, use_ssl, max_latency_ms, comment";
    private static final String HOSTGROUPS = "writer_hostgroup, backup_writer_hostgroup, reader_hostgroup, "
            + "offline_hostgroup, active, max_writers, writer_is_also_reader, max_transactions_behind, comment";
    private static final String USERS = "username, password, use_ssl, default_hostgroup, default_schema, schema_locked, "
            + "transaction_persistent, fast_forward, backend, frontend, max_connections, attributes, comment";

    private final Switchboard switchboard;

    ClusterFollowerIT(Switchboards switchboards) {
        switchboard = switchboards.start(SwitchboardConfig.empty());
        switchboard.admin("SET switchboard-cluster_version = '" + VERSION + "'",
                "LOAD SWITCHBOARD VARIABLES TO RUNTIME",
                "INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (0, '127.0.0.1', 13306)",
                "INSERT INTO mysql_replication_hostgroups VALUES (0, 1, 'super_read_only', 'r')",
                "LOAD MYSQL SERVERS TO RUNTIME",
                "INSERT INTO mysql_users (username, password, default_hostgroup, active) VALUES ('u', 'p', 0, 1), "
                        + "('off', 'p', 0, 0)",
                "LOAD MYSQL USERS TO RUNTIME");
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + switchboard.admin().port()
                + "/main?sslMode=REQUIRED&connectTimeout=20000&socketTimeout=60000", "admin", "admin");
    }

    /** Connector/J takes no PROXY_SELECT for a query. */
    private static ResultSet rows(Statement statement, String sql) throws SQLException {
        assertTrue(statement.execute(sql), sql);
        return statement.getResultSet();
    }

    /** Columns, then rows; values are separated by bars. */
    private static List<String> ask(Connection peer, String sql) throws SQLException {
        try (Statement statement = peer.createStatement(); ResultSet result = rows(statement, sql)) {
            ResultSetMetaData about = result.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                names.add(about.getColumnLabel(i));
            }
            List<String> answer = new ArrayList<>(List.of(String.join(", ", names)));
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= names.size(); i++) {
                    values.add(result.getString(i));
                }
                answer.add(String.join("|", values));
            }
            return answer;
        }
    }

    @Test
    void showsTheVersionOfTheClusterAlsoInItsVariables() throws SQLException {
        try (Connection peer = connect()) {
            assertEquals(List.of("@@version", VERSION), ask(peer, "SELECT @@version"));
            assertEquals(VERSION, ask(peer, "SELECT variable_value FROM runtime_global_variables "
                    + "WHERE variable_name='admin-version'").get(1));
        }
    }

    @Test
    void answersTheChecks() throws SQLException {
        try (Connection peer = connect(); Statement statement = peer.createStatement()) {
            statement.execute("PROXYSQL CLUSTER_NODE_UUID " + UUID + " 0.0.0.0:6032");
            assertTrue(Long.parseLong(ask(peer, "SELECT GLOBAL_CHECKSUM()").get(1)) > 0);
            List<String> values = ask(peer, "SELECT * FROM runtime_checksums_values ORDER BY name");
            assertEquals("name, version, epoch, checksum", values.getFirst());
            assertEquals(List.of("admin_variables", "mysql_query_rules", "mysql_servers", "mysql_servers_v2",
                    "mysql_users", "mysql_variables", "proxysql_servers"),
                    values.subList(1, values.size()).stream().map(row -> row.substring(0, row.indexOf('|'))).toList());
            List<String> status = ask(peer, "SELECT * FROM stats_mysql_global ORDER BY Variable_Name");
            for (String name : List.of("Client_Connections_connected", "Client_Connections_created", "ProxySQL_Uptime",
                    "Questions", "Servers_table_version")) {
                assertTrue(status.stream().anyMatch(row -> row.startsWith(name + "|")), name);
            }
            assertEquals(UUID + "|127.0.0.1|0.0.0.0:6032", ask(peer,
                    "SELECT uuid, hostname, admin_mysql_ifaces FROM stats_proxysql_servers_clients_status").get(1));
        }
    }

    @Test
    void answersThePulls() throws SQLException {
        String byWriter = " ORDER BY writer_hostgroup";
        String servers = " WHERE status<>'OFFLINE_HARD' ORDER BY hostgroup_id, hostname, port";
        String server = "0|127.0.0.1|13306|0|ONLINE|1|0|1000|0|0|0|";
        try (Connection peer = connect()) {
            assertEquals(List.of(SERVERS, server),
                    ask(peer, "PROXY_SELECT " + SERVERS + " FROM runtime_mysql_servers" + servers));
            assertEquals(List.of(SERVERS, server),
                    ask(peer, "PROXY_SELECT " + SERVERS + " FROM mysql_servers_v2" + servers));
            assertEquals(List.of("writer_hostgroup, reader_hostgroup, check_type, comment", "0|1|super_read_only|r"),
                    ask(peer, "PROXY_SELECT writer_hostgroup, reader_hostgroup, comment FROM "
                            + "runtime_mysql_replication_hostgroups" + byWriter));
            for (String table : List.of("runtime_mysql_group_replication_hostgroups",
                    "runtime_mysql_galera_hostgroups")) {
                assertEquals(List.of(HOSTGROUPS),
                        ask(peer, "PROXY_SELECT " + HOSTGROUPS + " FROM " + table + byWriter));
            }
            assertEquals(List.of(USERS, "u|p|0|0|null|0|1|0|0|1|10000||", "u|p|0|0|null|0|1|0|1|0|10000||"),
                    ask(peer, "PROXY_SELECT " + USERS + " FROM runtime_mysql_users"));
            assertEquals(List.of("hostname, port, weight, comment"), ask(peer,
                    "SELECT hostname, port, weight, comment FROM runtime_proxysql_servers ORDER BY hostname, port"));
            List<String> variables = ask(peer, "SELECT * FROM runtime_global_variables WHERE variable_name LIKE "
                    + "'mysql-%' AND variable_name NOT IN ('mysql-threads') AND variable_name NOT IN "
                    + "('mysql-interfaces') ORDER BY variable_name");
            assertEquals("variable_name, variable_value", variables.getFirst());
            assertTrue(variables.size() > 100 && variables.stream().noneMatch(row -> row.startsWith("mysql-threads|")));
        }
    }

    @Test
    void refusesAUuidThatIsNoneAndHangsUp() throws SQLException {
        try (Connection peer = connect(); Statement statement = peer.createStatement()) {
            SQLException refused = assertThrows(SQLException.class,
                    () -> statement.execute("PROXYSQL CLUSTER_NODE_UUID nobody"));
            assertTrue(refused.getMessage().contains("with invalid format"), refused.getMessage());
            assertFalse(peer.isValid(5));
        }
    }
}

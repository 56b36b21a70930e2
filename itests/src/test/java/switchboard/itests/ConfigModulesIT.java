package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of topologies, firewall, scheduler, REST routes and hostgroups: they keep rows, refuse rows, come and go. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigModulesIT {
    private static final String SERVERS = "MYSQL SERVERS";
    private static final String SERVERS_CHECKSUM = "SELECT checksum FROM runtime_checksums_values "
            + "WHERE name = 'mysql_servers_v2'";
    private static final List<String> MODULES = List.of(SERVERS, "MYSQL FIREWALL", "SCHEDULER", "RESTAPI");

    /** A whole row of each table, as the client shows it. */
    private static final Map<String, List<String>> ROWS = Map.of(
            "mysql_galera_hostgroups", List.of("10", "11", "12", "13", "1", "2", "1", "100", "ga"),
            "mysql_group_replication_hostgroups", List.of("20", "21", "22", "23", "0", "1", "2", "0", "gr"),
            "mysql_aws_aurora_hostgroups",
            List.of("30", "31", "0", "3306", ".x.example.com", "600000", "1000", "800", "0", "1", "30", "30", "1",
                    "NULL"),
            "mysql_hostgroup_attributes",
            List.of("10", "5", "1", "20", "SET @a=1", "0", "1", "100", "[\"sql_mode\"]", "{\"handle_warnings\":1}",
                    "{\"weight\":7}", "ha"),
            "mysql_servers_ssl_params",
            List.of("db1", "3306", "u", "/ca", "/cert", "/key", "/capath", "/crl", "/crlpath", "AES", "TLSv1.3", "c"),
            "mysql_firewall_whitelist_users", List.of("1", "app", "", "DETECTING", "c"),
            "mysql_firewall_whitelist_rules", List.of("0", "app", "", "shop", "0", "0x1111111111111111", "c"),
            "mysql_firewall_whitelist_sqli_fingerprints", List.of("1", "s&1c"),
            "scheduler", List.of("1", "0", "100", "/bin/true", "a", "b", "NULL", "NULL", "NULL", "c"),
            "restapi_routes", List.of("1", "1", "100", "get", "sync", "/bin/true", "c"));

    private final Switchboard switchboard;

    ConfigModulesIT(Switchboards switchboards) {
        switchboard = switchboards.start(SwitchboardConfig.empty());
    }

    @AfterEach
    void emptyAllTables() {
        ROWS.keySet().forEach(table -> switchboard.admin("DELETE FROM " + table));
        MODULES.forEach(module -> switchboard.admin("LOAD " + module + " TO RUNTIME", "SAVE " + module + " TO DISK"));
    }

    @Test
    void rowsOfEachTableAreInAllLayersAfterARestart() {
        insertAll();
        saveAndLoadAll();
        assertRowsEverywhere();
        switchboard.stop();
        switchboard.start();
        assertRowsEverywhere();
    }

    @Test
    void rowsThatWereNotSavedAreGoneAfterARestart() {
        insertAll();
        switchboard.stop();
        switchboard.start();
        ROWS.keySet().forEach(table -> assertEquals(List.of(), rows(table), table));
    }

    private static Stream<Arguments> refusedRows() {
        return Stream.of(
                refused("mysql_galera_hostgroups VALUES (-1,1,2,3,1,1,0,0,'')",
                        "CHECK constraint failed: writer_hostgroup>=0"),
                refused("mysql_galera_hostgroups VALUES (1,1,2,3,1,1,0,0,'')",
                        "CHECK constraint failed: backup_writer_hostgroup>=0 AND "
                                + "backup_writer_hostgroup<>writer_hostgroup"),
                refused("mysql_galera_hostgroups VALUES (1,2,0,3,1,1,0,0,'')",
                        "CHECK constraint failed: reader_hostgroup<>writer_hostgroup AND "
                                + "backup_writer_hostgroup<>reader_hostgroup AND reader_hostgroup>0"),
                refused("mysql_galera_hostgroups VALUES (1,2,3,3,1,1,0,0,'')",
                        "CHECK constraint failed: offline_hostgroup<>writer_hostgroup AND "
                                + "offline_hostgroup<>reader_hostgroup AND backup_writer_hostgroup<>offline_hostgroup "
                                + "AND offline_hostgroup>=0"),
                refused("mysql_galera_hostgroups VALUES (1,2,3,4,1,1,3,0,'')",
                        "CHECK constraint failed: writer_is_also_reader IN (0,1,2)"),
                refused("mysql_galera_hostgroups VALUES (1,2,3,4,1,1,0,0,''), (5,6,3,8,1,1,0,0,'')",
                        "UNIQUE constraint failed: mysql_galera_hostgroups.reader_hostgroup"),
                refused("mysql_group_replication_hostgroups VALUES (1,2,3,4,2,1,0,0,'')",
                        "CHECK constraint failed: active IN (0,1)"),
                refused("mysql_group_replication_hostgroups VALUES (1,2,3,4,1,-1,0,0,'')",
                        "CHECK constraint failed: max_writers >= 0"),
                refused("mysql_group_replication_hostgroups VALUES (1,2,3,4,1,1,0,0,''), (5,2,7,8,1,1,0,0,'')",
                        "UNIQUE constraint failed: mysql_group_replication_hostgroups.backup_writer_hostgroup"),
                refused("mysql_aws_aurora_hostgroups (writer_hostgroup, reader_hostgroup, domain_name) "
                        + "VALUES (1, 2, 'x.example.com')",
                        "CHECK constraint failed: SUBSTR(domain_name,1,1) = '.'"),
                refused("mysql_aws_aurora_hostgroups (writer_hostgroup, reader_hostgroup, domain_name, max_lag_ms) "
                        + "VALUES (1, 2, '.x', 9)",
                        "CHECK constraint failed: max_lag_ms>= 10 AND max_lag_ms <= 600000"),
                refused("mysql_aws_aurora_hostgroups (writer_hostgroup, reader_hostgroup, domain_name, lag_num_checks) "
                        + "VALUES (1, 2, '.x', 17)",
                        "CHECK constraint failed: lag_num_checks >= 1 AND lag_num_checks <= 16"),
                refused("mysql_hostgroup_attributes (hostgroup_id, servers_defaults) VALUES (1, '{weight:1}')",
                        "CHECK constraint failed: JSON_VALID(servers_defaults) OR servers_defaults = ''"),
                refused("mysql_hostgroup_attributes (hostgroup_id, free_connections_pct) VALUES (1, 101)",
                        "CHECK constraint failed: free_connections_pct >= 0 AND free_connections_pct <= 100"),
                refused("mysql_servers_ssl_params (hostname, port) VALUES ('db1', 65536)",
                        "CHECK constraint failed: port >= 0 AND port <= 65535"),
                refused("mysql_servers_ssl_params (hostname) VALUES ('db1'), ('db1')",
                        "UNIQUE constraint failed: mysql_servers_ssl_params.hostname, mysql_servers_ssl_params.port, "
                                + "mysql_servers_ssl_params.username"),
                refused("mysql_firewall_whitelist_users VALUES (1, 'u', '', 'detecting', '')",
                        "CHECK constraint failed: mode IN ('OFF','DETECTING','PROTECTING')"),
                refused("mysql_firewall_whitelist_rules VALUES (2, 'u', '', 's', 0, '0x1', '')",
                        "CHECK constraint failed: active IN (0,1)"),
                refused("mysql_firewall_whitelist_sqli_fingerprints VALUES (1, 'x'), (0, 'x')",
                        "UNIQUE constraint failed: mysql_firewall_whitelist_sqli_fingerprints.fingerprint"),
                refused("scheduler (interval_ms, filename) VALUES (99, '/bin/true')",
                        "CHECK constraint failed: interval_ms>=100 AND interval_ms<=100000000"),
                refused("restapi_routes (timeout_ms, method, uri, script) VALUES (100, 'PUT', 'u', 's')",
                        "CHECK constraint failed: UPPER(method) IN ('GET','POST')"),
                refused("restapi_routes (timeout_ms, method, uri, script) VALUES (100000001, 'GET', 'u', 's')",
                        "CHECK constraint failed: timeout_ms>=100 AND timeout_ms<=100000000"));
    }

    private static Arguments refused(String row, String reason) {
        return Arguments.of(row, reason);
    }

    @Test
    void rowsThatATableDoesNotTakeAreRefusedWithItsCheck() {
        assertAll(refusedRows().map(Arguments::get).map(refused -> () -> {
            String row = refused[0].toString();
            assertError("INSERT INTO " + row, refused[1].toString());
            assertEquals(List.of(), rows(row.substring(0, row.indexOf(' '))), "nothing of the statement is done");
        }));
    }

    @Test
    void countersNumberRowsThatNameNone() {
        switchboard.admin("INSERT INTO scheduler (interval_ms, filename) VALUES (100, '/a'), (200, '/b')",
                "INSERT INTO restapi_routes (timeout_ms, method, uri, script) VALUES (100, 'POST', 'u', '/c')");
        assertEquals(2, rows("scheduler").stream().map(List::getFirst).distinct().count());
        assertEquals("1", switchboard.adminValue("SELECT active FROM restapi_routes"));
    }

    @Test
    void clusterThatWritesWhereAnotherReadsIsLeftOutWithAWarning() {
        switchboard
                .admin("INSERT INTO mysql_galera_hostgroups VALUES (10,11,12,13,1,1,0,0,''), (12,21,22,23,1,1,0,0,'')");
        List<List<String>> warnings = switchboard.admin("LOAD MYSQL SERVERS TO RUNTIME", "SHOW WARNINGS");
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.getFirst().get(2).endsWith(
                "Incompatible entry in mysql_galera_hostgroups will be ignored : ( 12 , 21 , 22 , 23 )"),
                warnings::toString);
        assertEquals("10", switchboard.adminValue("SELECT writer_hostgroup FROM runtime_mysql_galera_hostgroups"));
        assertEquals(2, rows("mysql_galera_hostgroups").size(), "it stays in main");
        switchboard.awaitLog("Incompatible entry in mysql_galera_hostgroups will be ignored : ( 12 , 21 , 22 , 23 )");
    }

    @Test
    void wrongSettingOfAHostgroupIsNamedAndIgnored() {
        switchboard.admin("INSERT INTO mysql_hostgroup_attributes (hostgroup_id, servers_defaults) "
                + "VALUES (1, '{\"weight\":-1}')", "LOAD MYSQL SERVERS TO RUNTIME");
        switchboard
                .awaitLog("servers_defaults of hostgroup_id=1 in mysql_hostgroup_attributes: 'weight' must be a number "
                        + "from 0 to 10000000; it is ignored");
        assertEquals(1, rows("runtime_mysql_hostgroup_attributes").size());
    }

    @Test
    void sectionsOfTheConfigFileAreReadOnDemand() {
        switchboard.configure("""
                mysql_galera_hostgroups = ( { writer_hostgroup=10, backup_writer_hostgroup=11, reader_hostgroup=12,
                    offline_hostgroup=13, max_writers=2 }, { writer_hostgroup=1 } )
                mysql_group_replication_hostgroups = ( { writer_hostgroup=20, backup_writer_hostgroup=21,
                    reader_hostgroup=22, offline_hostgroup=23, active=false } )
                mysql_aws_aurora_hostgroups = ( { writer_hostgroup=30, reader_hostgroup=31, domain_name=".x" } )
                mysql_servers_ssl_params = ( { hostname="db1", ssl_ca="/ca" } )
                scheduler = ( { id=7, interval_ms=1000, filename="/bin/true", arg1="x" } )
                restapi = ( { id=8, timeout_ms=1000, method="GET", uri="u", script="/bin/true" } )
                """);
        MODULES.forEach(module -> switchboard.admin("LOAD " + module + " FROM CONFIG"));
        assertEquals(List.of(List.of("10", "11", "12", "13", "1", "2", "0", "0", "NULL")),
                rows("mysql_galera_hostgroups"));
        assertEquals("0", switchboard.adminValue("SELECT active FROM mysql_group_replication_hostgroups"));
        assertEquals("3306", switchboard.adminValue("SELECT aurora_port FROM mysql_aws_aurora_hostgroups"));
        assertEquals("/ca", switchboard.adminValue("SELECT ssl_ca FROM mysql_servers_ssl_params"));
        assertEquals(List.of(List.of("7", "1", "1000", "/bin/true", "x", "NULL", "NULL", "NULL", "NULL", "")),
                rows("scheduler"));
        assertEquals(List.of(List.of("8", "1", "1000", "GET", "u", "/bin/true", "")), rows("restapi_routes"));
    }

    static Stream<Arguments> topologies() {
        return Stream.of(Arguments.of("galera", "mysql_galera_hostgroups"),
                Arguments.of("group-replication", "mysql_group_replication_hostgroups"),
                Arguments.of("aurora", "mysql_aws_aurora_hostgroups"));
    }

    @ParameterizedTest
    @MethodSource("topologies")
    void stoppedTopologyTakesItsTableAwayAndStartedBringsItBackWithItsRows(String bundle, String table) {
        insertAll();
        switchboard.admin("INSERT INTO mysql_servers (hostgroup_id, hostname) VALUES (1, 'db1')");
        switchboard.admin("DELETE FROM " + table);
        saveAndLoadAll();
        String without = serversChecksum();
        insert(table);
        saveAndLoadAll();
        String with = serversChecksum();
        assertNotEquals(without, with);
        List<List<String>> servers = rows("runtime_mysql_servers");
        switchboard.admin("PROXYSQL MODULE STOP " + bundle);
        try {
            assertGone(bundle, table);
            assertFalse(switchboard.admin("SHOW TABLES").toString().contains(table));
            assertFalse(switchboard.admin("SHOW TABLES FROM disk").toString().contains(table));
            switchboard.awaitAdmin(List.of(List.of(without)), SERVERS_CHECKSUM);
            assertEquals(servers, rows("runtime_mysql_servers"), "servers stay where they are");
            switchboard.admin("LOAD MYSQL SERVERS TO RUNTIME", "SAVE MYSQL SERVERS TO DISK",
                    "LOAD MYSQL SERVERS FROM DISK", "SAVE MYSQL SERVERS FROM RUNTIME");
            assertEquals(servers, rows("runtime_mysql_servers"), "the rest goes on");
        } finally {
            switchboard.admin("PROXYSQL MODULE START " + bundle);
        }
        assertRowsEverywhere();
        switchboard.awaitAdmin(List.of(List.of(with)), SERVERS_CHECKSUM);
        assertEquals(servers, rows("runtime_mysql_servers"));
        switchboard.admin("DELETE FROM mysql_servers");
    }

    private String serversChecksum() {
        return switchboard.adminValue(SERVERS_CHECKSUM);
    }

    static Stream<Arguments> modules() {
        return Stream.of(Arguments.of("mysql-firewall", "MYSQL FIREWALL", "mysql_firewall_whitelist_rules"),
                Arguments.of("scheduler", "SCHEDULER", "scheduler"),
                Arguments.of("rest-api", "RESTAPI", "restapi_routes"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void stoppedModuleSaysSoAndStartedBringsItsRowsBack(String bundle, String module, String table) {
        insertAll();
        saveAndLoadAll();
        switchboard.admin("PROXYSQL MODULE STOP " + bundle);
        try {
            assertGone(bundle, table);
            assertError("LOAD " + module + " TO RUNTIME", stopped(bundle));
            assertError("SAVE " + module + " TO DISK", stopped(bundle));
        } finally {
            switchboard.admin("PROXYSQL MODULE START " + bundle);
        }
        assertRowsEverywhere();
    }

    private void assertGone(String bundle, String table) {
        for (String name : List.of(table, "disk." + table, "runtime_" + table)) {
            assertError("SELECT * FROM " + name, "no such table: " + name + ": " + stopped(bundle));
        }
        assertError("DELETE FROM " + table, "no such table: " + table + ": " + stopped(bundle));
        assertError("SHOW CREATE TABLE " + table, "no such table: " + table + ": " + stopped(bundle));
    }

    private static String stopped(String bundle) {
        return "the module " + bundle + " is stopped; start it with PROXYSQL MODULE START " + bundle;
    }

    private void assertError(String statement, String message) {
        assertEquals("1045 28000ProxySQL Admin Error: " + message, switchboard.adminError(statement), statement);
    }

    private void insertAll() {
        ROWS.keySet().forEach(this::insert);
    }

    private void insert(String table) {
        List<String> values = ROWS.get(table).stream().map(value -> value.equals("NULL") ? value : "'" + value + "'")
                .toList();
        switchboard.admin("INSERT INTO " + table + " VALUES (" + String.join(", ", values) + ")");
    }

    private void saveAndLoadAll() {
        MODULES.forEach(module -> switchboard.admin("SAVE " + module + " TO DISK", "LOAD " + module + " TO RUNTIME"));
    }

    private void assertRowsEverywhere() {
        ROWS.forEach((table, row) -> {
            for (String layer : List.of("main." + table, "disk." + table, "runtime_" + table)) {
                assertEquals(List.of(row), rows(layer), layer);
            }
        });
    }

    private List<List<String>> rows(String table) {
        return switchboard.admin("SELECT * FROM " + table);
    }
}

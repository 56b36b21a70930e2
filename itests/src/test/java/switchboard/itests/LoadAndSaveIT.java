package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The four layers, and each way between them in each spelling. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadAndSaveIT {
    private static final List<String> SAVE_TO_DISK = List.of("SAVE %s TO DISK", "SAVE %s FROM MEMORY",
            "SAVE %s FROM MEM", "save  %s to disk");
    private static final List<String> LOAD_FROM_DISK = List.of("LOAD %s FROM DISK", "LOAD %s TO MEMORY",
            "LOAD %s TO MEM", "load %s   from disk");
    private static final List<String> LOAD_TO_RUNTIME = List.of("LOAD %s TO RUNTIME", "LOAD %s TO RUN",
            "LOAD %s FROM MEMORY", "LOAD %s FROM MEM");
    private static final List<String> SAVE_FROM_RUNTIME = List.of("SAVE %s FROM RUNTIME", "SAVE %s FROM RUN",
            "SAVE %s TO MEMORY", "SAVE %s TO MEM");

    private final Switchboard switchboard;

    LoadAndSaveIT(Switchboards switchboards) {
        switchboard = switchboards.start(SwitchboardConfig.empty());
    }

    /** A module, one of its tables, a row and how to find it. */
    record Unit(String module, String table, String insert, String where) {
        @Override
        public String toString() {
            return module + " " + table;
        }
    }

    static List<Unit> units() {
        return List.of(
                new Unit("MYSQL SERVERS", "mysql_servers", "(hostgroup_id, hostname, port) VALUES (77, 'db7', 3307)",
                        "hostgroup_id = 77 AND hostname = 'db7' AND port = 3307 AND weight = 1"),
                new Unit("MYSQL SERVERS", "mysql_replication_hostgroups", "VALUES (77, 78, 'read_only', 'x')",
                        "writer_hostgroup = 77 AND reader_hostgroup = 78"),
                new Unit("MYSQL USERS", "mysql_users", "(username, password) VALUES ('somebody', 'pw')",
                        "username = 'somebody'"),
                new Unit("MYSQL QUERY RULES", "mysql_query_rules",
                        "(rule_id, active, match_pattern, apply) VALUES (77, 1, '^x', 1)", "rule_id = 77"),
                new Unit("MYSQL QUERY RULES", "mysql_query_rules_fast_routing", "VALUES ('u', 's', 0, 7, 'x')",
                        "username = 'u' AND destination_hostgroup = 7"),
                new Unit("MYSQL SERVERS", "mysql_galera_hostgroups", "VALUES (77, 78, 79, 80, 1, 1, 0, 0, 'x')",
                        "writer_hostgroup = 77 AND offline_hostgroup = 80"),
                new Unit("MYSQL FIREWALL", "mysql_firewall_whitelist_users", "VALUES (1, 'u', '', 'OFF', 'x')",
                        "username = 'u' AND mode = 'OFF'"),
                new Unit("SCHEDULER", "scheduler", "(id, interval_ms, filename) VALUES (77, 1000, '/bin/true')",
                        "id = 77 AND arg1 IS NULL"),
                new Unit("RESTAPI", "restapi_routes",
                        "(id, timeout_ms, method, uri, script) VALUES (77, 1000, 'GET', 'u', '/bin/true')",
                        "id = 77 AND uri = 'u'"),
                new Unit("PROXYSQL SERVERS", "proxysql_servers", "VALUES ('peer', 6032, 0, 'x')", "hostname = 'peer'"));
    }

    static Stream<Arguments> unitsAndSpellings() {
        return units().stream().flatMap(unit -> IntStream.range(0, SAVE_TO_DISK.size())
                .mapToObj(spelling -> Arguments.of(unit, spelling)));
    }

    @ParameterizedTest
    @MethodSource("unitsAndSpellings")
    void rowsGoThroughAllLayersAndBack(Unit unit, int spelling) {
        insert(unit);
        run(SAVE_TO_DISK, unit, spelling);
        assertEquals(1, count("disk." + unit.table(), unit), "on disk");
        delete(unit);
        assertEquals(0, count("main." + unit.table(), unit), "deleted from memory");
        run(LOAD_FROM_DISK, unit, spelling);
        assertEquals(1, count("main." + unit.table(), unit), "in memory from disk");
        assertEquals(0, count("runtime_" + unit.table(), unit), "not yet running");
        run(LOAD_TO_RUNTIME, unit, spelling);
        assertEquals(1, count("runtime_" + unit.table(), unit), "running");
        delete(unit);
        run(SAVE_FROM_RUNTIME, unit, spelling);
        assertEquals(1, count("main." + unit.table(), unit), "in memory from runtime");
        delete(unit);
        run(SAVE_TO_DISK, unit, spelling);
        run(LOAD_TO_RUNTIME, unit, spelling);
        assertEquals(0, count("disk." + unit.table(), unit), "gone from disk");
        assertEquals(0, count("runtime_" + unit.table(), unit), "gone from runtime");
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void variablesGoThroughAllLayersAndBack(int spelling) {
        String module = "MYSQL VARIABLES";
        set("mysql-long_query_time", 1000 + spelling);
        admin(SAVE_TO_DISK, module, spelling);
        assertEquals(1000 + spelling, variable("disk.global_variables"));
        set("mysql-long_query_time", 5);
        admin(LOAD_FROM_DISK, module, spelling);
        assertEquals(1000 + spelling, variable("global_variables"));
        admin(LOAD_TO_RUNTIME, module, spelling);
        assertEquals(1000 + spelling, variable("runtime_global_variables"));
        set("mysql-long_query_time", 5);
        admin(SAVE_FROM_RUNTIME, module, spelling);
        assertEquals(1000 + spelling, variable("global_variables"));
    }

    static IntStream spellings() {
        return IntStream.range(0, SAVE_TO_DISK.size());
    }

    @Test
    void refusedVariableTakesItsRunningValueAgain() {
        switchboard.admin(
                "UPDATE global_variables SET variable_value = 'many' WHERE variable_name = 'mysql-max_connections'",
                "LOAD MYSQL VARIABLES TO RUNTIME");
        assertEquals("10000", switchboard.adminValue(
                "SELECT variable_value FROM global_variables WHERE variable_name = 'mysql-max_connections'"));
        switchboard.awaitLog("Impossible to set variable max_connections with value \"many\"");
    }

    @Test
    void configFileIsReadAgainOnDemand() {
        switchboard.configure("mysql_query_rules = (\n { rule_id=501, active=1, match_digest=\"^A\" },\n"
                + " { rule_id=502, active=1, match_digest=\"^B\", apply=1 }\n)\n");
        switchboard.admin("LOAD MYSQL QUERY RULES FROM CONFIG");
        assertEquals(List.of(List.of("501", "^A", "0"), List.of("502", "^B", "1")), switchboard
                .admin("SELECT rule_id, match_digest, apply FROM mysql_query_rules WHERE rule_id > 500 ORDER BY rule_id"));
        switchboard.admin("DELETE FROM mysql_query_rules");
    }

    @Test
    void loadToRuntimeIsAllOrNothing() {
        switchboard.admin("INSERT INTO mysql_servers (hostgroup_id, hostname) VALUES (88, 'good'), (88, '')");
        Shell.Result refused = Client.run(switchboard.admin(), "LOAD MYSQL SERVERS TO RUNTIME");
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("hostname"), refused.err());
        assertEquals("0", switchboard.adminValue("SELECT COUNT(*) FROM runtime_mysql_servers WHERE hostgroup_id = 88"));
        switchboard.admin("DELETE FROM mysql_servers WHERE hostgroup_id = 88");
    }

    @Test
    void unknownModuleIsASyntaxError() {
        Shell.Result refused = Client.run(switchboard.admin(), "LOAD MYSQL NOTHING TO RUNTIME");
        assertTrue(refused.err().contains("near \"LOAD\": syntax error"), refused.err());
    }

    @Test
    void whatWasEditedButNotSavedIsGoneAfterARestart() {
        switchboard.admin("INSERT INTO mysql_users (username, password) VALUES ('kept', 'a')",
                "SAVE MYSQL USERS TO DISK",
                "INSERT INTO mysql_users (username, password) VALUES ('lost', 'b')");
        switchboard.stop();
        switchboard.start();
        assertEquals(List.of(List.of("kept")), switchboard.admin("SELECT username FROM mysql_users"));
        assertEquals(List.of(List.of("kept")), switchboard.admin("SELECT DISTINCT username FROM runtime_mysql_users"));
        switchboard.admin("DELETE FROM mysql_users", "SAVE MYSQL USERS TO DISK", "LOAD MYSQL USERS TO RUNTIME");
    }

    private void insert(Unit unit) {
        switchboard.admin("INSERT INTO " + unit.table() + " " + unit.insert());
    }

    private void delete(Unit unit) {
        switchboard.admin("DELETE FROM " + unit.table() + " WHERE " + unit.where());
    }

    private void run(List<String> forms, Unit unit, int spelling) {
        admin(forms, unit.module(), spelling);
    }

    private void admin(List<String> forms, String module, int spelling) {
        switchboard.admin(forms.get(spelling).formatted(module));
    }

    /** 1 if the row is there. A user that comes from runtime is two rows, one for each side, as in ProxySQL. */
    private int count(String table, Unit unit) {
        return Integer.parseInt(switchboard.adminValue("SELECT COUNT(*) FROM " + table + " WHERE " + unit.where())) > 0
                ? 1
                : 0;
    }

    private void set(String name, int value) {
        switchboard.admin("SET " + name + " = " + value);
    }

    private int variable(String table) {
        return Integer.parseInt(switchboard.adminValue(
                "SELECT variable_value FROM " + table + " WHERE variable_name = 'mysql-long_query_time'"));
    }
}

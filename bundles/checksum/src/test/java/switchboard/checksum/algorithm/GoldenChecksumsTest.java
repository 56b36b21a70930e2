package switchboard.checksum.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import switchboard.api.table.Rows;

/** Rows of the recorded steps (golden/checksums.txt) and the checksums that ProxySQL 2.7.1 gave for them. */
class GoldenChecksumsTest {
    private static final List<String> SERVERS = List.of("hostgroup_id", "hostname", "port", "gtid_port", "status",
            "weight", "compression", "max_connections", "max_replication_lag", "use_ssl", "max_latency_ms", "comment");
    private static final List<String> USERS = List.of("username", "password", "active", "use_ssl", "default_hostgroup",
            "default_schema", "schema_locked", "transaction_persistent", "fast_forward", "backend", "frontend",
            "max_connections", "attributes", "comment");
    private static final int RULE_COLUMNS = 35;
    private static final String FIRST_SERVER = "0|127.0.0.1|13306|0|ONLINE|1|0|1000|0|0|0|";
    private static final String READER = "1|127.0.0.1|13306|0|ONLINE|10|0|200|0|0|0|reader";

    private final Algorithms algorithms = new Algorithms(false);

    @Test
    void variablesOfTheRecording() throws IOException {
        assertEquals("0x6689707359A49A85", variables("admin_variables", "admin-", Map.of()));
        assertEquals("0x72C9F95F7FE827AA", variables("mysql_variables", "mysql-", Map.of()));
    }

    @Test
    void variablesThatWereChanged() throws IOException {
        assertEquals("0xBB8191A52DCBEB7B",
                variables("mysql_variables", "mysql-", Map.of("mysql-max_connections", "4096")));
        assertEquals("0x8E2C8317F3FD6A21",
                variables("mysql_variables", "mysql-", Map.of("mysql-max_connections", "2048")));
        assertEquals("0x7BD858FD4DBF0DC4",
                variables("admin_variables", "admin-", Map.of("admin-cluster_check_interval_ms", "500")));
    }

    /** The diffs that a deprecated variable forced to 0 stay so when it is true again. */
    @Test
    void checksumVariableSwitchedOffAndOnAgain() throws IOException {
        assertEquals("0x7F23FF73AFE9A4C0", variables("admin_variables", "admin-",
                Map.of("admin-checksum_mysql_query_rules", "false",
                        "admin-cluster_mysql_query_rules_diffs_before_sync", "0")));
        assertEquals("0x88D76DB0D274A329", variables("admin_variables", "admin-",
                Map.of("admin-cluster_mysql_query_rules_diffs_before_sync", "0")));
    }

    @Test
    void serversOfTheRecording() {
        assertEquals("0xA519D189CC069F13", checksum("mysql_servers", servers(FIRST_SERVER)));
        assertEquals("0x61218858B7CEA2BB", checksum("mysql_servers_v2", servers(FIRST_SERVER)));
        Map<String, Rows> soft = servers(FIRST_SERVER, READER, "2|127.0.0.2|3307|0|OFFLINE_SOFT|1|0|50|0|0|0|");
        assertEquals("0xC28C270AD7D4F120", checksum("mysql_servers", soft));
        assertEquals("0xC2EAF5F68957139C", checksum("mysql_servers_v2", soft));
    }

    @Test
    void serversThatAreOfflineHardAreNotThere() {
        Map<String, Rows> hard = servers(FIRST_SERVER, READER, "2|127.0.0.2|3307|0|OFFLINE_HARD|1|0|50|0|0|0|");
        assertEquals("0x32E6EEFB266D4DC1", checksum("mysql_servers", hard));
        assertEquals("0xB34C12B169FF7E4D", checksum("mysql_servers_v2", hard));
    }

    @Test
    void serversThatAreShunnedCountAsOnline() {
        for (String shunned : List.of("SHUNNED", "SHUNNED_REPLICATION_LAG")) {
            assertEquals("0xA519D189CC069F13",
                    checksum("mysql_servers", servers(FIRST_SERVER.replace("ONLINE", shunned))), shunned);
        }
    }

    @Test
    void hostgroupTablesComeInProxySqlsOrderWhereverTheyStand() {
        Map<String, Rows> tables = servers(FIRST_SERVER, READER);
        tables.put("mysql_replication_hostgroups", rows("10|20|read_only|rh"));
        assertEquals("0x41302C72DC18446F", checksum("mysql_servers_v2", tables));
        tables.put("mysql_group_replication_hostgroups", rows("30|31|32|33|1|1|0|0|gr"));
        assertEquals("0xEDB0F807C69EA820", checksum("mysql_servers_v2", tables));
        tables.put("mysql_aws_aurora_hostgroups", rows("50|51|0|3306|.x.example.com|600000|1000|800|0|1|30|30|1|au"));
        tables.put("mysql_galera_hostgroups", rows("40|41|42|43|0|1|0|0|ga"));
        assertEquals("0x1DFB01E95861BC0D", checksum("mysql_servers_v2", tables));
        tables.put("mysql_servers_ssl_params", rows("127.0.0.9|3306|u|/tmp/ca.pem||||||||sp"));
        tables.put("mysql_hostgroup_attributes", rows("0|1000000|-1|10|SET @a=1|1|0|1000000||||ha"));
        assertEquals("0x868313A03D8A97A9", checksum("mysql_servers_v2", tables));
    }

    @Test
    void usersOfTheRecordingInAnyOrder() {
        String first = "sbtest|sbtest|1|0|0||0|1|0|1|1|10000||";
        String second = "hashed|*81F5E21E35407D884A6CD4A731AEBFB6AF209E1B|1|0|1|test|0|1|0|1|1|10000|{\"a\":1}|c";
        assertEquals("0x8DE80D8A5EB62771", checksum("mysql_users", users(first)));
        assertEquals("0x73911AA62E4191AD", checksum("mysql_users", users(first, second)));
        assertEquals("0x73911AA62E4191AD", checksum("mysql_users", users(second, first)), "in any order");
        assertEquals("0x8DE80D8A5EB62771",
                checksum("mysql_users", users(first, second.replace("9E1B|1|0|1", "9E1B|0|0|1"))), "one is inactive");
        assertEquals("0x0000000000000000", checksum("mysql_users", users()));
    }

    @Test
    void usersAsTheyRunOneRowForEachRole() {
        String client = "sbtest|sbtest|1|0|0||0|1|0|0|1|10000||";
        String server = "sbtest|sbtest|1|0|0||0|1|0|1|0|10000||";
        assertEquals("0x8DE80D8A5EB62771", checksum("mysql_users", users(client, server)));
    }

    @Test
    void activeQueryRulesOfTheRecording() {
        String first = rule(1, 1, "9=^SELECT.*FOR UPDATE", "15=0", "32=1");
        String second = rule(2, 1, "9=^SELECT", "15=1", "32=1", "34=ro");
        String third = rule(3, 1, "10=a", "14=b", "16=1000");
        assertEquals("0x7AE600784983D6B6", checksum("mysql_query_rules", rules(first, second)));
        assertEquals("0x92B11E33DA432DDC", checksum("mysql_query_rules", rules(first, second, third)));
        String inactive = rule(3, 0, "10=a", "14=b", "16=1000");
        assertEquals("0x7AE600784983D6B6", checksum("mysql_query_rules", rules(first, second, inactive)));
    }

    @Test
    void peersOfTheRecording() {
        assertEquals("0x85416DC27D811F02",
                checksum("proxysql_servers", Map.of("proxysql_servers", rows("127.0.0.1|16999|0|n1"))));
    }

    private String checksum(String name, Map<String, Rows> rows) {
        return ChecksumText.padded(algorithms.of(name).hash(rows));
    }

    private static Map<String, Rows> servers(String... rows) {
        Map<String, Rows> tables = new LinkedHashMap<>();
        tables.put("mysql_servers", new Rows(SERVERS, rows(rows).values()));
        return tables;
    }

    private static Map<String, Rows> users(String... rows) {
        return Map.of("mysql_users", new Rows(USERS, rows(rows).values()));
    }

    private static Map<String, Rows> rules(String... rows) {
        List<String> columns = new ArrayList<>(List.of("rule_id", "active"));
        for (int i = columns.size(); i < RULE_COLUMNS; i++) {
            columns.add("column" + i);
        }
        return Map.of("mysql_query_rules", new Rows(columns, rows(rows).values()));
    }

    /** A rule with the table's defaults; values by position. */
    private static String rule(int id, int active, String... values) {
        String[] row = new String[RULE_COLUMNS];
        Arrays.fill(row, "NULL");
        row[0] = Integer.toString(id);
        row[1] = Integer.toString(active);
        row[4] = "0"; // flagIN
        row[11] = "0"; // negate_match_pattern
        row[12] = "CASELESS";
        row[32] = "0"; // apply
        row[33] = ""; // attributes
        for (String value : values) {
            int equals = value.indexOf('=');
            row[Integer.parseInt(value.substring(0, equals))] = value.substring(equals + 1);
        }
        return String.join("|", row);
    }

    private static Rows rows(String... rows) {
        List<String[]> values = new ArrayList<>();
        for (String row : rows) {
            String[] split = row.split("\\|", -1);
            for (int i = 0; i < split.length; i++) {
                split[i] = split[i].equals("NULL") ? null : split[i];
            }
            values.add(split);
        }
        return new Rows(List.of(), values);
    }

    private String variables(String name, String prefix, Map<String, String> changed) throws IOException {
        Map<String, String> values = new TreeMap<>();
        for (String line : recorded("variables_of_checksums.tsv").lines().skip(1).toList()) {
            String[] column = line.split("\t", -1);
            if (column[0].startsWith(prefix)) {
                values.put(column[0], column[1]);
            }
        }
        values.putAll(changed);
        List<String[]> rows = values.entrySet().stream()
                .map(entry -> new String[]{entry.getKey(), entry.getValue()}).toList();
        return checksum(name,
                Map.of("global_variables", new Rows(List.of("variable_name", "variable_value"), rows)));
    }

    private static String recorded(String file) throws IOException {
        try (InputStream in = GoldenChecksumsTest.class.getResourceAsStream("/golden/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

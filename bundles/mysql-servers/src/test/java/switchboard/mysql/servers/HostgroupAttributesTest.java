package switchboard.mysql.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import switchboard.api.config.Rejection;
import switchboard.api.server.HostgroupRules;
import switchboard.api.table.Rows;
import switchboard.mysql.servers.HostgroupAttributes.Read;

class HostgroupAttributesTest {
    private static final List<String> COLUMNS = List.of("hostgroup_id", "max_num_online_servers", "autocommit",
            "free_connections_pct", "init_connect", "multiplex", "connection_warming", "throttle_connections_per_sec",
            "ignore_session_variables", "hostgroup_settings", "servers_defaults", "comment");

    private static Rows row(String ignored, String settings, String defaults) {
        return new Rows(COLUMNS, List.<String[]>of(new String[]{"3", "1000000", "-1", "10", "", "1", "0", "1000000",
                ignored, settings, defaults, ""}));
    }

    private static HostgroupRules rules(Set<String> ignored, int handleWarnings) {
        return new HostgroupRules(1_000_000, -1, 10, "", true, false, 1_000_000, ignored, handleWarnings);
    }

    private static Rows row(String column, String json) {
        return row(column.equals("ignore_session_variables") ? json : "",
                column.equals("hostgroup_settings") ? json : "", column.equals("servers_defaults") ? json : "");
    }

    @Test
    void readsWhatTheColumnsSay() {
        Read read = HostgroupAttributes.read(row("[\"sql_mode\", \"wait_timeout\"]",
                "{\"handle_warnings\": 1, \"monitor_slave_lag_when_null\": 604800}",
                "{\"weight\": 10000000, \"max_connections\": 0, \"use_ssl\": 1}"));
        assertEquals(List.of(new HostgroupAttributes(3, rules(Set.of("sql_mode", "wait_timeout"), 1),
                List.of("sql_mode", "wait_timeout"),
                Map.of("handle_warnings", 1L, "monitor_slave_lag_when_null", 604_800L),
                Map.of("weight", 10_000_000L, "max_connections", 0L, "use_ssl", 1L))), read.hostgroups());
        assertEquals(List.of(), read.rejections());
    }

    @Test
    void takesEmptyColumnsForNothing() {
        Read read = HostgroupAttributes.read(row("", "", ""));
        assertEquals(List.of(new HostgroupAttributes(3, rules(Set.of(), -1), List.of(), Map.of(), Map.of())),
                read.hostgroups());
        assertEquals(List.of(), read.rejections());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "ignore_session_variables | {}                     | it is no JSON array",
            "ignore_session_variables | [\"a\",1,[\"b\"]]        | element 2 is no string",
            "hostgroup_settings       | []                     | it is no JSON object",
            "hostgroup_settings       | 1                      | it is no JSON object",
            "hostgroup_settings       | {\"handle_warnings\":2}  | 'handle_warnings' must be a number from 0 to 1",
            "hostgroup_settings       | {\"handle_warnings\":-1} | 'handle_warnings' must be a number from 0 to 1",
            "hostgroup_settings       | {\"handle_warnings\":\"1\"} | 'handle_warnings' must be a number from 0 to 1",
            "hostgroup_settings       | {\"handle_warnings\":[1]} | 'handle_warnings' must be a number from 0 to 1",
            "hostgroup_settings       | {\"handle_warnings\":1.0} | 'handle_warnings' must be a number from 0 to 1",
            "hostgroup_settings       | {\"monitor_slave_lag_when_null\":604801} "
                    + "| 'monitor_slave_lag_when_null' must be a number from 0 to 604800",
            "servers_defaults         | {\"weight\":10000001}    | 'weight' must be a number from 0 to 10000000",
            "servers_defaults         | {\"weight\":99999999999999999999} "
                    + "| 'weight' must be a number from 0 to 10000000",
            "servers_defaults         | {\"use_ssl\":true}       | 'use_ssl' must be a number from 0 to 1",
            "servers_defaults         | {\"use_ssl\":null}       | 'use_ssl' must be a number from 0 to 1",
            "servers_defaults         | {\"max_connections\":-1} | 'max_connections' must be a number from 0 to 2147483647",
            "servers_defaults         | {\"wait\":{\"a\":[1]}}   | there is no setting 'wait'",
            "servers_defaults         | {\"weight\":1            | it can't be read any further"})
    void namesWhatItIgnores(String column, String json, String what) {
        Rows rows = row(column, json);
        List<Rejection> rejections = HostgroupAttributes.read(rows).rejections();
        assertEquals(column + " of hostgroup_id=3 in mysql_hostgroup_attributes: " + what + "; it is ignored",
                rejections.getFirst().reason());
        assertSame(rows.values().getFirst(), rejections.getFirst().replacement(), "the row stays in main");
    }

    @Test
    void takesTheRestOfAColumnWithAWrongValue() {
        Read read = HostgroupAttributes.read(row("[7, \"sql_mode\"]", "", "{\"a\": {\"weight\": 9}, \"weight\": 2}"));
        assertEquals(
                List.of(new HostgroupAttributes(3, rules(Set.of("sql_mode"), -1), List.of("sql_mode"), Map.of(),
                        Map.of("weight", 2L))),
                read.hostgroups());
        assertEquals(2, read.rejections().size());
    }
}

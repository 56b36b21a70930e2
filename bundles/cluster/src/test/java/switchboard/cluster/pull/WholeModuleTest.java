package switchboard.cluster.pull;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.api.table.Rows;
import switchboard.cluster.peer.PeerException;

class WholeModuleTest {
    private static Rows rows(List<String> columns, String[]... values) {
        return new Rows(columns, List.of(values));
    }

    @Test
    void tablesOfAnyWidthComeBackAsTheyWereSent() throws PeerException {
        Map<String, Rows> tables = new LinkedHashMap<>();
        tables.put("mysql_servers", rows(List.of("hostgroup_id", "hostname", "comment"), new String[]{"1", "a", null},
                new String[]{"1", "mysql_servers", ""}));
        tables.put("mysql_hostgroup_attributes", rows(List.of("hostgroup_id")));
        tables.put("mysql_galera_hostgroups", rows(List.of("writer_hostgroup", "comment"), new String[]{"1", "x"}));
        Map<String, Rows> read = WholeModule.apart(WholeModule.together(tables));
        assertEquals(List.copyOf(tables.keySet()), List.copyOf(read.keySet()));
        tables.forEach((table, sent) -> {
            assertEquals(sent.columns(), read.get(table).columns());
            assertEquals(sent.size(), read.get(table).size(), table);
            for (int i = 0; i < sent.size(); i++) {
                assertArrayEquals(sent.values().get(i), read.get(table).values().get(i));
            }
        });
    }

    @Test
    void rowsOfNoTableMakeNoSense() {
        assertThrows(PeerException.class, () -> WholeModule
                .apart(rows(List.of("table_name", "value1"), new String[]{null, "x"})));
    }

    @Test
    void modulesWithAMillionRowsAreAskedForTableByTable() {
        assertEquals(List.of(true, true, false, false), List.of(WholeModule.isFor("mysql_servers_v2"),
                WholeModule.isFor("admin_variables"), WholeModule.isFor("mysql_users"),
                WholeModule.isFor("mysql_query_rules")));
        assertEquals("PROXYSQL CLUSTER_ROWS mysql_servers_v2 1 0",
                WholeModule.question("mysql_servers_v2", true, false));
    }
}

package switchboard.cluster.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import switchboard.api.admin.AdminStatements.Answer;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.config.LoadedTable;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;
import switchboard.cluster.pull.PullQueries;

class SnapshotRowsTest {
    private final Map<String, LoadedModule> modules = new TreeMap<>();
    private final LoadedModules loaded = new LoadedModules() {
        @Override
        public List<String> modules() {
            return List.copyOf(modules.keySet());
        }

        @Override
        public Optional<LoadedModule> loaded(String module) {
            return Optional.ofNullable(modules.get(module));
        }
    };

    private static Rows rows(String columns, String... rows) {
        List<String[]> values = new ArrayList<>();
        for (String row : rows) {
            values.add(row.split("\\|", -1));
        }
        return new Rows(List.of(columns.split(", ")), values);
    }

    private static LoadedTable table(String name, Rows loadedRows, Rows running) {
        return new LoadedTable(new ConfigTable(new TableDefinition(name, ""), "", null, null), loadedRows, loadedRows,
                () -> running);
    }

    private void module(String name, LoadedTable... tables) {
        modules.put(name, new LoadedModule(name, 1, 100, List.of(tables), () -> true));
    }

    private List<String> ask(String name, int query) {
        return text(table(PullQueries.of(name, false, false).get(query).sql()));
    }

    private Answer.Table table(String sql) {
        return assertInstanceOf(Answer.Table.class, SnapshotRows.answer(sql, loaded));
    }

    private static List<String> text(Answer.Table table) {
        return table.rows().stream().map(row -> String.join("|", row)).toList();
    }

    @Test
    void leavesWhatIsSwitchedOffAndServesAccountsTwiceButToNodesOfOurs() {
        String columns = "username, password, active, use_ssl, default_hostgroup, default_schema, schema_locked, "
                + "transaction_persistent, fast_forward, backend, frontend, max_connections, attributes, comment";
        Rows users = rows(columns, "a|x|1|0|1||0|1|0|1|1|100||c", "off|x|0|0|1||0|1|0|1|1|100||c",
                "front|x|1|0|1||0|1|0|0|1|100||c");
        module("MYSQL USERS", table("mysql_users", users, users));
        assertEquals(List.of("a|x|0|1||0|1|0|0|1|100||c", "front|x|0|1||0|1|0|0|1|100||c",
                "a|x|0|1||0|1|0|1|0|100||c"), ask("mysql_users", 0));
        assertEquals(List.of("a|x|0|1||0|1|0|1|1|100||c", "front|x|0|1||0|1|0|0|1|100||c"),
                text(table(PullQueries.of("mysql_users", false, false).getFirst().sql() + PullQueries.UNDIVIDED)));
    }

    @Test
    void showsServersAsProxySqlDoes() {
        String columns = "hostgroup_id, hostname, port, gtid_port, status, weight, compression, max_connections, "
                + "max_replication_lag, use_ssl, max_latency_ms, comment";
        module("MYSQL SERVERS", table("mysql_servers",
                rows(columns, "1|a|1|0|SHUNNED|1|0|1|0|0|0|", "1|b|1|0|OFFLINE_HARD|1|0|1|0|0|0|",
                        "1|c|1|0|OFFLINE_SOFT|1|0|1|0|0|0|"),
                rows(columns, "1|a|1|0|SHUNNED|1|0|1|0|0|0|", "1|d|1|0|SHUNNED_REPLICATION_LAG|1|0|1|0|0|0|")));
        assertEquals(List.of("1|a|1|0|ONLINE|1|0|1|0|0|0|", "1|c|1|0|OFFLINE_SOFT|1|0|1|0|0|0|"),
                ask("mysql_servers_v2", 0));
        assertEquals(List.of("1|a|1|0|ONLINE|1|0|1|0|0|0|", "1|d|1|0|ONLINE|1|0|1|0|0|0|"), ask("mysql_servers", 0));
    }

    @Test
    void answersFourColumnsOfReplicationHostgroups() {
        Rows pair = rows("writer_hostgroup, reader_hostgroup, check_type, comment", "1|2|read_only|x");
        module("MYSQL SERVERS", table("mysql_replication_hostgroups", pair, pair));
        Answer.Table answer = table("PROXY_SELECT writer_hostgroup, reader_hostgroup, comment "
                + "FROM runtime_mysql_replication_hostgroups ORDER BY writer_hostgroup");
        assertEquals(List.of("writer_hostgroup", "reader_hostgroup", "check_type", "comment"), answer.columns());
        assertEquals(List.of("1|2|read_only|x"), text(answer));
    }

    @Test
    void isAnEmptyResultWithColumnsWhereNothingIsThere() {
        Answer.Table answer = table(PullQueries.of("mysql_servers_v2", false, false).get(3).sql());
        assertEquals(List.of(), answer.rows());
        assertEquals(9, answer.columns().size());
    }

    @Test
    void knowsStatementsByTheirBeginningInAnyCase() {
        String sql = PullQueries.RUNNING_SERVERS.sql();
        assertEquals(12, table(sql.toLowerCase(Locale.ROOT) + " LIMIT 1").columns().size());
        assertNull(SnapshotRows.answer(sql.replace("PROXY_SELECT", "SELECT"), loaded));
        assertNull(SnapshotRows.answer("PROXY_SELECT 1", loaded));
    }

    @Test
    void allTablesOfAModuleComeInOneAnswer() {
        Rows pair = rows("writer_hostgroup, reader_hostgroup, check_type, comment", "1|2|read_only|x");
        module("MYSQL SERVERS", table("mysql_replication_hostgroups", pair, pair));
        List<String> all = text((Answer.Table) WholeRows.answer("PROXYSQL CLUSTER_ROWS mysql_servers_v2 0 0", loaded));
        assertEquals(8, all.size(), "seven tables, one row");
        assertTrue(all.contains("mysql_replication_hostgroups|1|2|read_only|x" + "|null".repeat(10)), all::toString);
        assertNull(WholeRows.answer("PROXYSQL CLUSTER_ROWS mysql_users 0 0", loaded));
        assertNull(WholeRows.answer("PROXYSQL CLUSTER_ROWS mysql_servers_v2", loaded));
    }

    @Test
    void variablesOfANodeStayThere() {
        Rows running = rows("variable_name, variable_value", "mysql-threads|4", "mysql-b|2", "mysql-interfaces|x",
                "mysql-a|1");
        module("MYSQL VARIABLES", table("global_variables", running, running));
        assertEquals(List.of("global_variables|variable_name|variable_value", "global_variables|mysql-a|1",
                "global_variables|mysql-b|2"),
                text((Answer.Table) WholeRows.answer("PROXYSQL CLUSTER_ROWS mysql_variables 0 0", loaded)));
        assertNull(WholeRows.answer("PROXYSQL CLUSTER_ROWS admin_variables 0 0", loaded));
    }
}

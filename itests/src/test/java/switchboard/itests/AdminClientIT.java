package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each client that administrators use connects, lists, edits and saves. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminClientIT {
    private static final String PYTHON = "/usr/bin/python3";
    private static final List<String> EDIT = List.of("DELETE FROM mysql_servers",
            "INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (1, 'db1', 3306)",
            "INSERT OR REPLACE INTO mysql_servers (hostgroup_id, hostname, port, comment) VALUES (1, \"db1\", 3306, 'it''s')",
            "UPDATE mysql_servers SET max_connections = 10 WHERE hostname LIKE 'DB%'", "SAVE MYSQL SERVERS TO DISK");
    private static final String READ = "SELECT hostname, max_connections, comment FROM disk.mysql_servers";
    private static final List<String> EXPECTED = List.of("db1", "10", "it's");

    private final Switchboard switchboard;

    AdminClientIT(Switchboards switchboards) {
        switchboard = switchboards
                .start(SwitchboardConfig.empty().admin("stats_credentials", "\"stats:stats;watcher:w\""));
    }

    @Test
    void commandLineClient() {
        Client.query(switchboard.admin(), EDIT.toArray(String[]::new));
        assertEquals(List.of(EXPECTED), Client.query(switchboard.admin(), READ));
    }

    @Test
    void mysqlConnectorJ() throws SQLException {
        try (Connection connection = switchboard.admin().connect()) {
            edits(connection);
        }
    }

    @Test
    void mycliWithCompletion() {
        Assumptions.assumeTrue(Shell.run(PYTHON, "-c", "import mycli").status() == 0, "mycli is installed");
        String program = """
                import os, queue
                from mycli.sqlexecute import SQLExecute
                from mycli.completion_refresher import CompletionRefresher
                parts = dict(database='main', user='admin', password='admin', host='127.0.0.1',
                             port=int(os.environ['PORT']), socket=None, charset='utf8mb4', local_infile=False, ssl=None)
                from inspect import signature
                parts.update({name: None for name in signature(SQLExecute).parameters if name not in parts})
                refreshed = queue.Queue()
                CompletionRefresher().refresh(SQLExecute(**parts), refreshed.put)
                completer = refreshed.get(timeout=60)
                print('|'.join(sorted(name for names in completer.dbmetadata['tables'].values() for name in names
                                      if name.strip('`').startswith('mysql_serv'))))
                """;
        Map<String, String> environment = Map.of("PORT", Integer.toString(switchboard.admin().port()));
        String tables = Shell.run(environment, program, List.of(PYTHON, "-")).orFail().out();
        assertTrue(tables.contains("mysql_servers"), tables);
    }

    @Test
    void mariaDbConnectorJ() throws SQLException {
        try (Connection connection = switchboard.admin().mariaDbConnectorJ("")) {
            edits(connection);
        }
    }

    @Test
    void pymysql() {
        Assumptions.assumeTrue(Shell.run(PYTHON, "-c", "import pymysql").status() == 0, "python3-pymysql is installed");
        String program = """
                import os, pymysql
                connection = pymysql.connect(host='127.0.0.1', port=int(os.environ['PORT']), user='admin', password='admin')
                with connection.cursor() as cursor:
                    for statement in os.environ['EDIT'].split(chr(10)):
                        cursor.execute(statement)
                    cursor.execute(os.environ['READ'])
                    print('|'.join(map(str, cursor.fetchone())))
                """;
        Map<String, String> environment = Map.of("PORT", Integer.toString(switchboard.admin().port()), "EDIT",
                String.join("\n", EDIT), "READ", READ);
        assertEquals(String.join("|", EXPECTED) + "\n",
                Shell.run(environment, program, List.of(PYTHON, "-")).orFail().out());
    }

    @Test
    void tablesAreListedAndDescribed() {
        List<List<String>> tables = switchboard.admin("SHOW TABLES");
        assertTrue(tables.contains(List.of("mysql_servers")) && tables.contains(List.of("runtime_mysql_servers")),
                tables::toString);
        assertEquals(List.of(List.of("0", "main", ""), List.of("4", "stats_history", "")),
                List.of(switchboard.admin("SHOW DATABASES").getFirst(), switchboard.admin("SHOW DATABASES").getLast()),
                "as ProxySQL lists them, which only JDBC drivers don't get");
        String definition = Client.run(switchboard.admin(), "SHOW CREATE TABLE mysql_users", "--batch", "--raw")
                .orFail()
                .out();
        assertTrue(definition.contains("CREATE TABLE mysql_users (\n    username VARCHAR NOT NULL,\n"), definition);
    }

    @Test
    void statsUserReadsStatisticsAndNothingElse() {
        Endpoint watcher = switchboard.admin().as("watcher", "w");
        assertTrue(!Client.query(watcher, "SELECT * FROM stats_mysql_global").isEmpty());
        assertEquals(1, Client.run(watcher, "SELECT * FROM mysql_users").status());
        assertEquals(1, Client.run(watcher, "LOAD MYSQL USERS TO RUNTIME").status());
        assertEquals(1, Client.run(watcher, "DELETE FROM stats_mysql_global").status());
    }

    @Test
    void applicationsAreRefusedAtTheAdminPortAndAdministratorsAtTheOther() {
        assertEquals(1, Client.run(switchboard.admin().as("app", "app_pw"), "SELECT 1").status());
        assertTrue(Client.run(new Endpoint(switchboard.proxy().port(), "admin", "admin", "main"), "SELECT 1").err()
                .contains("1045"));
    }

    @Test
    void errorsHaveProxySqlsPrefix() throws SQLException {
        try (Connection connection = switchboard.admin().connect()) {
            SQLException refused = Sql.error(() -> Sql.run(connection, "SELECT * FROM no_such_table"));
            assertEquals(1045, refused.getErrorCode());
            assertTrue(refused.getMessage().startsWith("ProxySQL Admin Error: "), refused.getMessage());
        }
    }

    private static void edits(Connection connection) throws SQLException {
        Sql.run(connection, EDIT.toArray(String[]::new));
        assertEquals(List.of(EXPECTED), Sql.rows(connection, READ));
    }
}

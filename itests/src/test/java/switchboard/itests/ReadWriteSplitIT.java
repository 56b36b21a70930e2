package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The three rules, through each client that people use. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadWriteSplitIT {
    private static final String PYTHON = "/usr/bin/python3";
    private static final String READ = "SELECT name, @@server_id FROM split WHERE id = 1";

    private final Topology servers;
    private final Switchboard switchboard;

    ReadWriteSplitIT(Topology servers, Switchboards switchboards) throws SQLException {
        this.servers = servers;
        servers.onSource("DROP TABLE IF EXISTS split",
                "CREATE TABLE split (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20), server INT)",
                "INSERT INTO split (name, server) VALUES ('first', 1)");
        switchboard = switchboards.start(SwitchboardConfig.of(servers).splitting());
    }

    @Test
    void mysqlConnectorJ() throws SQLException {
        try (Connection connection = switchboard.proxy().connect()) {
            splits(connection);
        }
    }

    @Test
    void mariaDbConnectorJ() throws SQLException {
        try (Connection connection = switchboard.proxy().mariaDbConnectorJ("jdbcCompliantTruncation=false")) {
            splits(connection);
        }
    }

    @Test
    void commandLineClient() throws SQLException {
        Endpoint proxy = switchboard.proxy();
        List<List<String>> answer = Client.query(proxy.in("test"), "USE test",
                "INSERT INTO split (name, server) VALUES ('typed', @@server_id)", READ,
                "SELECT name, @@server_id FROM split WHERE id = 1 FOR UPDATE");
        assertNotEquals("1", answer.get(0).get(1), "SELECT goes to a replica");
        assertEquals(List.of("first", "1"), answer.get(1), "SELECT ... FOR UPDATE goes to the source");
        writtenOnSource("typed");
    }

    @Test
    void pymysql() throws SQLException {
        Assumptions.assumeTrue(Shell.run(PYTHON, "-c", "import pymysql").status() == 0, "python3-pymysql is installed");
        String program = """
                import os, pymysql
                connection = pymysql.connect(host='127.0.0.1', port=int(os.environ['PORT']), user='app',
                                             password='app_pw', database='test', autocommit=True)
                with connection.cursor() as cursor:
                    cursor.execute('INSERT INTO split (name, server) VALUES (%s, @@server_id)', ('python',))
                    cursor.execute('SELECT name, @@server_id FROM split WHERE id = %s', (1,))
                    print(cursor.fetchone())
                    cursor.execute('SELECT name, @@server_id FROM split WHERE id = %s FOR UPDATE', (1,))
                    print(cursor.fetchone())
                """;
        List<String> said = Shell.run(Map.of("PORT", Integer.toString(switchboard.proxy().port())), program,
                List.of(PYTHON, "-")).orFail().out().lines().toList();
        assertNotEquals("('first', 1)", said.get(0));
        assertEquals("('first', 1)", said.get(1));
        writtenOnSource("python");
    }

    @Test
    void whatNoRuleMatchesGoesToTheDefaultHostgroup() throws SQLException {
        try (Connection connection = switchboard.proxy().connect()) {
            Sql.run(connection, "UPDATE split SET server = @@server_id WHERE name = 'first'");
        }
        try (Connection source = servers.server(1).connect()) {
            assertEquals("1", Sql.value(source, "SELECT server FROM split WHERE name = 'first'"));
        }
    }

    private void splits(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDriverName().substring(0, 5);
        Sql.run(connection, "INSERT INTO split (name, server) VALUES ('" + name + "', @@server_id)");
        assertNotEquals("1", Sql.rows(connection, READ).getFirst().get(1), "SELECT goes to a replica");
        assertEquals("1", Sql.rows(connection, READ + " FOR UPDATE").getFirst().get(1),
                "SELECT ... FOR UPDATE goes to the source");
        writtenOnSource(name);
    }

    private void writtenOnSource(String name) throws SQLException {
        try (Connection source = servers.server(1).connect()) {
            assertEquals("1", Sql.value(source, "SELECT server FROM split WHERE name = '" + name + "'"));
        }
    }
}

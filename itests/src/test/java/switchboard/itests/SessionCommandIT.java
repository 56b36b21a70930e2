package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mysql.cj.jdbc.JdbcConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The commands beside queries and prepared statements. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionCommandIT {
    private final Topology servers;
    private final Switchboard switchboard;

    SessionCommandIT(Topology servers, Switchboards switchboards) throws SQLException {
        this.servers = servers;
        try (Connection root = servers.root(1)) {
            Sql.run(root,
                    "CREATE OR REPLACE USER second@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('2nd')",
                    "GRANT ALL ON `%`.* TO second@'%'");
        }
        servers.onSource("CREATE DATABASE IF NOT EXISTS other", "DROP TABLE IF EXISTS other.place",
                "CREATE TABLE other.place (name VARCHAR(10))", "INSERT INTO other.place VALUES ('other')",
                "DROP TABLE IF EXISTS fields", "CREATE TABLE fields (id INT PRIMARY KEY, name VARCHAR(30))");
        switchboard = switchboards.start(SwitchboardConfig.of(servers).splitting().user("second", "2nd",
                SwitchboardConfig.WRITER));
    }

    @Test
    void changeUserGivesTheOtherUsersRightsAndForgetsTheSession() throws SQLException {
        try (Connection connection = switchboard.proxy().connect()) {
            Sql.run(connection, "SET @left_over = 1");
            connection.unwrap(JdbcConnection.class).changeUser("second", "2nd");
            assertEquals(List.of("second", ""), List.of(
                    Sql.value(connection, "SELECT SUBSTRING_INDEX(CURRENT_USER(), '@', 1)"),
                    String.valueOf(Sql.value(connection, "SELECT @left_over")).replace("null", "")));
        }
    }

    @Test
    void changeUserWithAWrongPasswordIsRefused() throws SQLException {
        try (Connection connection = switchboard.proxy().connect()) {
            JdbcConnection client = connection.unwrap(JdbcConnection.class);
            assertEquals(1045, Sql.error(() -> client.changeUser("second", "wrong")).getErrorCode());
        }
    }

    @Test
    void resetConnectionForgetsTheSessionsState() throws SQLException {
        try (Connection connection = switchboard.proxy().connectorJ("readOnlyPropagatesToServer=false")) {
            Sql.run(connection, "SET @left_over = 1", "CREATE TEMPORARY TABLE left_over (id INT)");
            connection.unwrap(JdbcConnection.class).resetServerState();
            assertEquals(null, Sql.value(connection, "SELECT @left_over"));
            assertEquals(1146, Sql.error(() -> Sql.run(connection, "UPDATE left_over SET id = 1")).getErrorCode());
        }
    }

    @Test
    void schemaChangesByCommandAndByUse() throws SQLException {
        try (Connection connection = switchboard.proxy().connect()) {
            connection.setCatalog("other");
            assertEquals("other", Sql.value(connection, "SELECT name FROM place"));
            Sql.run(connection, "USE test");
            assertEquals(1146, Sql.error(() -> Sql.value(connection, "SELECT name FROM place")).getErrorCode());
            Sql.run(connection, "USE other");
            assertEquals("other", Sql.value(connection, "SELECT DATABASE()"));
        }
    }

    @Test
    void unknownSchemaIsRefusedWithTheServersError() throws SQLException {
        try (Connection connection = switchboard.proxy().connect()) {
            SQLException refused = Sql.error(() -> {
                connection.setCatalog("no_such_schema");
                Sql.run(connection, "UPDATE x SET y = 1");
            });
            assertEquals(1049, refused.getErrorCode());
        }
    }

    @Test
    void pingIsAnswered() throws SQLException {
        try (Connection connection = switchboard.proxy().connect()) {
            assertTrue(connection.isValid(5));
        }
    }

    @Test
    void fieldListNamesTheColumnsOfTheTable() throws IOException {
        try (RawClient direct = servers.server(1).raw(); RawClient proxied = switchboard.proxy().raw()) {
            List<byte[]> there = direct.list(RawClient.COM_FIELD_LIST, "fields\0%");
            List<byte[]> here = proxied.list(RawClient.COM_FIELD_LIST, "fields\0%");
            assertEquals(there.size(), here.size());
            for (int i = 0; i < there.size() - 1; i++) {
                assertTrue(new String(here.get(i), StandardCharsets.UTF_8).contains(i == 0 ? "id" : "name"));
            }
        }
    }

    @Test
    void fieldListOfNoTableIsAnErrorAndTheSessionGoesOn() throws IOException {
        try (RawClient client = switchboard.proxy().raw()) {
            List<byte[]> answer = client.list(RawClient.COM_FIELD_LIST, "no_such_table\0");
            assertEquals(0xff, answer.getLast()[0] & 0xff);
            assertEquals(0,
                    client.command(RawClient.COM_QUERY, "SET NAMES utf8mb4".getBytes(StandardCharsets.UTF_8))[0]);
        }
    }

    @Test
    void statisticsAreOneLineInMysqlsWords() throws IOException {
        try (RawClient client = switchboard.proxy().raw()) {
            String line = new String(client.command(RawClient.COM_STATISTICS, new byte[0]), StandardCharsets.UTF_8);
            assertTrue(line.matches("Uptime: \\d+ +Threads: \\d+ +Questions: \\d+ +Slow queries: \\d+.*"), line);
        }
    }

    @Test
    void processKillOfAThreadThatIsNotThereIsToldSo() throws IOException {
        try (RawClient client = switchboard.proxy().raw()) {
            byte[] answer = client.command(RawClient.COM_PROCESS_KILL, new byte[]{-1, -1, -1, 127});
            assertEquals("1094 HY000Unknown thread id: 2147483647", RawClient.error(answer));
        }
    }

    @Test
    void resetConnectionByCommandIsAnsweredWithOk() throws IOException {
        try (RawClient client = switchboard.proxy().raw()) {
            assertEquals(0, client.command(RawClient.COM_RESET_CONNECTION, new byte[0])[0]);
        }
    }

    @Test
    void unknownCommandIsRefusedAndLeavesTheConnectionUsable() throws IOException {
        try (RawClient client = switchboard.proxy().raw()) {
            assertEquals("1047 08S01Unknown command", RawClient.error(client.command(0x7f, new byte[0])));
            assertEquals("1", client.value("SELECT 1"));
        }
    }

    @Test
    void severalStatementsInOneCommandAreAnsweredInOrder() throws SQLException {
        try (Connection connection = switchboard.proxy().connectorJ("allowMultiQueries=true");
                var statement = connection.createStatement()) {
            assertTrue(statement.execute("SELECT 1; SELECT 2; SELECT 3"));
            String[] seen = new String[3];
            for (int i = 0; i < seen.length; i++) {
                try (var result = statement.getResultSet()) {
                    seen[i] = Sql.rows(result).getFirst().getFirst();
                }
                statement.getMoreResults();
            }
            assertArrayEquals(new String[]{"1", "2", "3"}, seen);
        }
    }
}

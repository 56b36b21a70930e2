package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Statements that the server prepares, through a proxy that has several backend connections for one client. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreparedStatementIT {
    private static final String SERVER_SIDE = "useServerPrepStmts=true&emulateUnsupportedPstmts=false";

    private final Topology servers;
    private final Switchboard switchboard;

    PreparedStatementIT(Topology servers, Switchboards switchboards) throws SQLException {
        this.servers = servers;
        servers.onSource("DROP TABLE IF EXISTS prepared",
                "CREATE TABLE prepared (id INT PRIMARY KEY, price DECIMAL(10,2), at DATETIME, data LONGBLOB, note TEXT)",
                "INSERT INTO prepared VALUES (1, 9.50, '2026-11-20 11:02:03', X'00FF', NULL), "
                        + "(2, -1, NULL, NULL, 'zwei')");
        switchboard = switchboards.start(SwitchboardConfig.of(servers).splitting());
    }

    @Test
    void answersAreThoseOfTheServer() throws SQLException {
        String sql = "SELECT id, price, at, data, note FROM prepared WHERE id > ? ORDER BY id";
        assertEquals(rows(servers.server(1), sql), rows(switchboard.proxy(), sql));
    }

    @Test
    void resultOf70000ColumnsIsThatOfTheServer() throws SQLException {
        try (Connection connection = switchboard.proxy().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + "7, ".repeat(69_999) + "8")) {
            assertTrue(row.next());
            assertEquals(70_000, row.getMetaData().getColumnCount());
            assertEquals(8, row.getInt(70_000));
        }
    }

    @Test
    void readsGoToReplicasAndWritesToTheSource() throws SQLException {
        try (Connection connection = switchboard.proxy().connectorJ(SERVER_SIDE);
                PreparedStatement read = connection.prepareStatement("SELECT @@server_id, ?");
                PreparedStatement write = connection
                        .prepareStatement("INSERT INTO prepared (id, note) VALUES (?, ?)")) {
            read.setInt(1, 5);
            try (ResultSet result = read.executeQuery()) {
                List<String> row = Sql.rows(result).getFirst();
                assertTrue(Integer.parseInt(row.getFirst()) > 1, "SELECT goes to a replica");
                assertEquals("5", row.get(1));
            }
            write.setInt(1, 100);
            write.setString(2, "written");
            assertEquals(1, write.executeUpdate());
        }
        try (Connection source = servers.server(1).connect()) {
            assertEquals("written", Sql.value(source, "SELECT note FROM prepared WHERE id = 100"));
        }
    }

    @Test
    void manyStatementsOfManyClientsKeepTheirIds() throws SQLException {
        List<Connection> clients = new ArrayList<>();
        List<PreparedStatement> statements = new ArrayList<>();
        try {
            for (int client = 0; client < 8; client++) {
                Connection connection = switchboard.proxy().connectorJ(SERVER_SIDE);
                clients.add(connection);
                for (int n = 0; n < 5; n++) {
                    statements.add(connection.prepareStatement("SELECT ? + " + (client * 5 + n)));
                }
            }
            for (int round = 0; round < 3; round++) {
                for (int i = statements.size() - 1; i >= 0; i--) {
                    statements.get(i).setInt(1, round * 1000);
                    try (ResultSet result = statements.get(i).executeQuery()) {
                        assertEquals(Integer.toString(round * 1000 + i), Sql.rows(result).getFirst().getFirst());
                    }
                }
            }
        } finally {
            for (Connection each : clients) {
                each.close();
            }
        }
    }

    @Test
    void statementIsPreparedAgainWhereABackendConnectionDoesNotKnowIt() throws SQLException {
        try (Connection connection = switchboard.proxy().connectorJ(SERVER_SIDE);
                PreparedStatement read = connection.prepareStatement("SELECT note FROM prepared WHERE id = ?")) {
            read.setInt(1, 2);
            for (int round = 0; round < 5; round++) {
                servers.closeConnections(2);
                servers.closeConnections(3);
                try (ResultSet result = read.executeQuery()) {
                    assertEquals("zwei", Sql.rows(result).getFirst().getFirst());
                }
            }
        }
    }

    @Test
    void longParametersArriveInPieces() throws SQLException {
        byte[] data = new byte[3_000_000];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * 31);
        }
        try (Connection connection = switchboard.proxy().connectorJ(SERVER_SIDE + "&blobSendChunkSize=100000");
                PreparedStatement write = connection
                        .prepareStatement("INSERT INTO prepared (id, data) VALUES (?, ?)")) {
            write.setInt(1, 200);
            write.setBinaryStream(2, new ByteArrayInputStream(data), data.length);
            write.executeUpdate();
        }
        try (Connection source = servers.server(1).connect();
                PreparedStatement read = source.prepareStatement("SELECT data FROM prepared WHERE id = 200");
                ResultSet result = read.executeQuery()) {
            result.next();
            assertArrayEquals(data, result.getBytes(1));
        }
    }

    @Test
    void brokenStatementIsRefusedWithTheServersWords() throws SQLException {
        SQLException direct = refused(servers.server(2));
        SQLException proxied = refused(switchboard.proxy());
        assertEquals(direct.getErrorCode(), proxied.getErrorCode());
        assertEquals(direct.getSQLState(), proxied.getSQLState());
        assertEquals(direct.getMessage(), proxied.getMessage());
    }

    @Test
    void mariaDbConnectorJPreparesOnTheServer() throws SQLException {
        try (Connection connection = switchboard.proxy()
                .mariaDbConnectorJ("useServerPrepStmts=true&jdbcCompliantTruncation=false");
                PreparedStatement read = connection.prepareStatement("SELECT price FROM prepared WHERE id = ?")) {
            for (int id = 1; id <= 2; id++) {
                read.setInt(1, id);
                try (ResultSet result = read.executeQuery()) {
                    assertTrue(result.next());
                    assertEquals(id == 1 ? new BigDecimal("9.50") : new BigDecimal("-1.00"), result.getBigDecimal(1));
                }
            }
        }
    }

    private static SQLException refused(Endpoint to) throws SQLException {
        try (Connection connection = to.connectorJ(SERVER_SIDE)) {
            return Sql.error(() -> connection.prepareStatement("SELECT nothing FROM no_such_table WHERE id = ?"));
        }
    }

    private static List<List<String>> rows(Endpoint to, String sql) throws SQLException {
        try (Connection connection = to.connectorJ(SERVER_SIDE);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, 0);
            try (ResultSet result = statement.executeQuery()) {
                return Sql.rows(result).subList(0, 2);
            }
        }
    }
}

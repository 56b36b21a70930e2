package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ground on which the other tests stand. */
@ExtendWith(RealServers.class)
class TopologyIT {

    @Test
    void replicasHaveWhatTheSourceHasWritten(Topology servers) throws SQLException {
        servers.onSource("CREATE TABLE IF NOT EXISTS ground (id INT PRIMARY KEY)", "REPLACE INTO ground VALUES (7)");
        for (int replica = 2; replica <= 3; replica++) {
            try (Connection connection = servers.server(replica).connect()) {
                assertEquals("7", Sql.value(connection, "SELECT id FROM ground"));
                assertEquals(Integer.toString(replica), Sql.value(connection, "SELECT @@server_id"));
            }
        }
    }

    @Test
    void replicasRefuseWhatTheApplicationWrites(Topology servers) throws SQLException {
        try (Connection connection = servers.server(2).connect()) {
            assertEquals(1290, Sql.error(() -> Sql.run(connection, "CREATE TABLE forbidden (id INT)")).getErrorCode());
        }
    }

    @Test
    void killedServerComesBackAndCatchesUp(Topology servers) throws SQLException {
        servers.kill(3);
        try (Connection source = servers.server(1).connect()) {
            Sql.run(source, "CREATE TABLE IF NOT EXISTS while_away (id INT)");
        }
        servers.start(3);
        try (Connection connection = servers.server(3).connect()) {
            assertEquals("0", Sql.value(connection, "SELECT COUNT(*) FROM while_away"));
        }
    }

    @Test
    void bareProtocolLogsIn(Topology servers) throws IOException {
        try (RawClient client = servers.server(1).raw()) {
            assertTrue(new String(client.command(RawClient.COM_STATISTICS, new byte[0])).startsWith("Uptime"));
        }
    }
}

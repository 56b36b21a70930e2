package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Packets beyond 16 MB and results far beyond the proxy's memory. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BigResultIT {
    private static final int MB = 1024 * 1024;
    private static final int ROWS = 200;

    private final Switchboard switchboard;

    BigResultIT(Topology servers, Switchboards switchboards) throws SQLException {
        servers.onSource("DROP TABLE IF EXISTS big", "CREATE TABLE big (id INT PRIMARY KEY, data LONGTEXT)",
                "DROP TABLE IF EXISTS rows_of_1_mb", "CREATE TABLE rows_of_1_mb (id INT PRIMARY KEY, data LONGTEXT)",
                "INSERT INTO rows_of_1_mb SELECT seq, REPEAT(CHAR(65 + seq % 26), " + MB + ") FROM seq_1_to_" + ROWS);
        switchboard = switchboards
                .prepare(SwitchboardConfig.of(servers).splitting().mysql("max_allowed_packet", 64 * MB),
                        Map.of("JAVA_OPTS", "-Xmx96m -XX:MaxDirectMemorySize=64m"))
                .start();
    }

    @Test
    void statementAndRowOf20MegabytesPass() throws SQLException {
        String text = "0123456789".repeat(2 * MB);
        try (Connection connection = switchboard.proxy().connectorJ("maxAllowedPacket=" + 64 * MB);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO big VALUES (?, ?)")) {
            insert.setInt(1, 1);
            insert.setString(2, text);
            assertEquals(1, insert.executeUpdate());
            assertEquals(text, Sql.rows(connection, "SELECT data, id FROM big WHERE id = 1 FOR UPDATE").getFirst()
                    .getFirst());
        }
    }

    @Test
    void statementsAroundTheLimitOfOnePacketPass() throws SQLException {
        int limit = 0xffffff;
        String before = "SELECT LENGTH('";
        String after = "')";
        try (Connection connection = switchboard.proxy().connectorJ("maxAllowedPacket=" + 64 * MB)) {
            for (int payload = limit - 2; payload <= limit + 2; payload++) {
                int length = payload - 1 - before.length() - after.length();
                assertEquals(Integer.toString(length), Sql.value(connection, before + "x".repeat(length) + after));
            }
        }
    }

    @Test
    void resultOf200MegabytesPassesThroughASmallHeap() throws SQLException, IOException {
        try (Connection connection = switchboard.proxy().connect()) {
            long bytes = read(connection);
            assertEquals((long) ROWS * MB, bytes);
        }
        assertTrue(residentMegabytes() < 600, () -> "resident memory: " + residentMegabytes() + " MB");
    }

    @Test
    void clientThatReadsSlowlyHoldsTheServerBackAndNotTheProxysMemory() throws SQLException {
        try (Connection slow = switchboard.proxy().connect(); Connection other = switchboard.proxy().connect()) {
            try (Statement statement = slow.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
                statement.setFetchSize(Integer.MIN_VALUE);
                try (ResultSet result = statement.executeQuery("SELECT data FROM rows_of_1_mb")) {
                    assertTrue(result.next());
                    for (int round = 0; round < 50; round++) {
                        assertEquals("1", Sql.value(other, "SELECT 1"));
                    }
                    int rows = 1;
                    while (result.next()) {
                        rows++;
                    }
                    assertEquals(ROWS, rows);
                }
            }
        }
    }

    private static long read(Connection connection) throws SQLException {
        long bytes = 0;
        try (Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY,
                ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet result = statement.executeQuery("SELECT data FROM rows_of_1_mb")) {
                while (result.next()) {
                    bytes += result.getString(1).length();
                }
            }
        }
        return bytes;
    }

    private long residentMegabytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + switchboard.process().pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                }
            }
            throw new AssertionError("no VmRSS");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many clients, few backend connections. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MultiplexingIT {
    private static final int CLIENTS = 50;
    private static final int ROUNDS = 10;
    /** Two event loops, each with its own pool, and one query at a time. */
    private static final int FEW = 2;

    private final Topology servers;
    private final Switchboards switchboards;

    MultiplexingIT(Topology servers, Switchboards switchboards) throws SQLException {
        this.servers = servers;
        this.switchboards = switchboards;
        servers.onSource("DROP TABLE IF EXISTS shared", "CREATE TABLE shared (id INT PRIMARY KEY)",
                "INSERT INTO shared VALUES (1)");
    }

    @Test
    void fiftyClientsShareFewBackendConnections() throws IOException {
        Switchboard switchboard = start();
        List<RawClient> clients = login(switchboard);
        for (int round = 0; round < ROUNDS; round++) {
            for (RawClient client : clients) {
                assertEquals("1", client.value("SELECT id FROM shared"));
            }
        }
        awaitUsed("0", switchboard);
        List<String> pool = pool(switchboard);
        assertTrue(Integer.parseInt(pool.get(1)) <= FEW, () -> "ConnFree is " + pool.get(1));
        assertTrue(Integer.parseInt(pool.get(2)) <= FEW, () -> "ConnOK is " + pool.get(2));
        assertEquals("0", pool.get(3), "ConnERR");
        assertEquals(Integer.toString(CLIENTS * ROUNDS), pool.get(4), "Queries");
        close(clients);
    }

    @Test
    void openTransactionsHoldAConnectionEach() throws IOException {
        Switchboard switchboard = start();
        List<RawClient> clients = login(switchboard).subList(0, 5);
        for (RawClient client : clients) {
            client.query("BEGIN");
            client.query("SELECT id FROM shared WHERE id = 1 LOCK IN SHARE MODE");
        }
        awaitUsed("5", switchboard);
        for (RawClient client : clients) {
            client.query("COMMIT");
        }
        awaitUsed("0", switchboard);
        close(clients);
    }

    @Test
    void userVariableHoldsTheConnectionUntilTheClientLeaves() throws IOException {
        Switchboard switchboard = start();
        RawClient client = switchboard.proxy().raw();
        client.query("SELECT @kept := 1");
        awaitUsed("1", switchboard);
        assertEquals("1", client.value("SELECT @kept"));
        client.close();
        awaitUsed("0", switchboard);
    }

    @Test
    void whatCodeSetsStaysWithAClientThatHearsNothingOfIt() throws IOException, SQLException {
        try (Connection root = servers.root(1)) {
            Sql.run(root,
                    "CREATE OR REPLACE PROCEDURE test.both_kinds() BEGIN SET @kept = 7; SET time_zone = '+03:00'; END",
                    "CREATE OR REPLACE PROCEDURE test.one_kind() SET time_zone = '+04:00'",
                    "CREATE OR REPLACE FUNCTION test.remembers() RETURNS INT DETERMINISTIC BEGIN SET @seen = 8; RETURN 1; END");
        }
        Switchboard switchboard = start();
        try (RawClient neighbour = switchboard.proxy().raw()) {
            for (List<String> session : List.of(List.of("CALL one_kind()", "SELECT @@time_zone, @kept"),
                    List.of("CALL both_kinds()", "UPDATE shared SET id = 1", "SELECT @@time_zone, @kept"),
                    List.of("SELECT remembers()", "SELECT @seen", "INSERT IGNORE INTO shared VALUES (1)"))) {
                try (RawClient direct = servers.server(1).raw(); RawClient client = switchboard.proxy().raw()) {
                    for (String step : session) {
                        assertEquals(packets(direct, step), packets(client, step), step);
                        assertEquals("SYSTEM 1", neighbour.value("SELECT CONCAT(@@time_zone, ' ', id) FROM shared"));
                    }
                }
            }
        }
    }

    /** All that answers a statement, byte by byte. */
    private static List<String> packets(RawClient client, String sql) throws IOException {
        List<byte[]> packets = new ArrayList<>();
        packets.add(client.command(RawClient.COM_QUERY, sql.getBytes(StandardCharsets.UTF_8)));
        for (int ends = packets.getFirst()[0] > 0 ? 0 : 2; ends < 2;) { // that of the definitions and that of the rows
            byte[] packet = client.read();
            packets.add(packet);
            ends += (packet[0] & 0xff) == 0xfe ? 1 : 0;
        }
        return packets.stream().map(HexFormat.of()::formatHex).toList();
    }

    private static void awaitUsed(String connections, Switchboard switchboard) {
        switchboard.awaitAdmin(List.of(List.of(connections)), "SELECT ConnUsed FROM stats_mysql_connection_pool");
    }

    private Switchboard start() {
        return switchboards.start(SwitchboardConfig.empty().server(SwitchboardConfig.WRITER, servers.port(1))
                .user("app", "app_pw", SwitchboardConfig.WRITER).mysql("threads", 2));
    }

    private static List<RawClient> login(Switchboard switchboard) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(switchboard.proxy().raw());
        }
        return clients;
    }

    private static void close(List<RawClient> clients) throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }

    private static List<String> pool(Switchboard switchboard) {
        return switchboard.admin("SELECT ConnUsed, ConnFree, ConnOK, ConnERR, Queries FROM stats_mysql_connection_pool")
                .getFirst();
    }
}

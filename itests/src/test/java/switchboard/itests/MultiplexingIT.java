package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
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

package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Weight, max_connections and status of mysql_servers act with the LOAD that changes them. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerStatusIT {
    private static final String LOAD = "LOAD MYSQL SERVERS TO RUNTIME";

    private final Topology servers;
    private final Switchboard switchboard;

    ServerStatusIT(Topology servers, Switchboards switchboards) {
        this.servers = servers;
        switchboard = switchboards.start(SwitchboardConfig.empty().user("app", "app_pw", SwitchboardConfig.READER)
                .mysql("connect_timeout_server_max", 1000));
    }

    @BeforeEach
    void bothReplicasOnline() {
        switchboard.admin("DELETE FROM mysql_servers", LOAD,
                "INSERT INTO mysql_servers (hostgroup_id, hostname, port) VALUES (20, '127.0.0.1', " + servers.port(2)
                        + "), (20, '127.0.0.1', " + servers.port(3) + ")",
                LOAD);
    }

    @Test
    void queriesFollowTheWeights() throws IOException {
        change(2, "weight = 3");
        Map<String, Integer> answers = ask(400);
        assertEquals(400, answers.get("2") + answers.get("3"));
        assertTrue(answers.get("2") > 250 && answers.get("2") < 350, answers::toString);
    }

    @Test
    void serverOfWeightZeroGetsNothing() throws IOException {
        change(3, "weight = 0");
        assertEquals(Map.of("2", 50), ask(50));
    }

    @Test
    void softlyOfflineServerGetsNoNewQueries() throws IOException {
        change(2, "status = 'OFFLINE_SOFT'");
        assertEquals(Map.of("3", 50), ask(50));
        change(2, "status = 'ONLINE'");
        assertTrue(ask(100).containsKey("2"));
    }

    @Test
    void softlyOfflineServerFinishesItsTransactions() throws IOException {
        try (RawClient client = switchboard.proxy().raw()) {
            client.query("BEGIN");
            String number = client.value(Topology.WHICH_SERVER);
            change(Integer.parseInt(number), "status = 'OFFLINE_SOFT'");
            assertEquals(number, client.value(Topology.WHICH_SERVER));
            client.query("COMMIT");
            assertEquals(number.equals("2") ? "3" : "2", client.value(Topology.WHICH_SERVER));
        }
    }

    @Test
    void hardOfflineServerLosesItsRunningStatements() throws Exception {
        change(3, "status = 'OFFLINE_SOFT'");
        try (RawClient client = switchboard.proxy().raw()) {
            client.query("BEGIN");
            CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> sleep(client));
            Awaitility.await().until(() -> servers.connections(2) > 0 && running(2));
            change(2, "status = 'OFFLINE_HARD'");
            assertThrows(ExecutionException.class, () -> running.get(24, TimeUnit.SECONDS));
        }
        servers.awaitConnections(2, 0);
    }

    @Test
    void removedServerIsLeftAtOnce() throws Exception {
        assertEquals(2, ask(50).size());
        switchboard.admin("DELETE FROM mysql_servers WHERE port = " + servers.port(3), LOAD);
        assertEquals(Map.of("2", 50), ask(50));
        servers.awaitConnections(3, 0);
    }

    @Test
    void moreConnectionsThanTheServerMayHaveWaitAndGiveUp() throws IOException {
        change(3, "status = 'OFFLINE_HARD'");
        change(2, "max_connections = 2");
        try (RawClient first = switchboard.proxy().raw();
                RawClient second = switchboard.proxy().raw();
                RawClient third = switchboard.proxy().raw()) {
            first.query("BEGIN");
            second.query("BEGIN");
            first.value("SELECT 1");
            second.value("SELECT 1");
            IOException refused = assertThrows(IOException.class, () -> third.value("SELECT 1"));
            assertTrue(refused.getMessage().startsWith("9001 HY000Max connect timeout reached"), refused.getMessage());
            first.query("ROLLBACK");
        }
        try (RawClient again = switchboard.proxy().raw()) {
            assertEquals("1", again.value("SELECT 1"));
        }
    }

    @Test
    void noServerGivesError9001AfterTheConnectTimeout() throws IOException {
        change(2, "status = 'OFFLINE_HARD'");
        change(3, "status = 'OFFLINE_HARD'");
        try (RawClient client = switchboard.proxy().raw()) {
            IOException refused = assertThrows(IOException.class, () -> client.value("SELECT 1"));
            assertTrue(refused.getMessage().matches(
                    "9001 HY000Max connect timeout reached while reaching hostgroup 20 after [1-9]\\d{3,}ms"),
                    refused.getMessage());
            change(2, "status = 'ONLINE'");
            assertEquals("2", client.value(Topology.WHICH_SERVER));
        }
    }

    private void change(int number, String assignment) {
        switchboard.admin("UPDATE mysql_servers SET " + assignment + " WHERE port = " + servers.port(number), LOAD);
    }

    /** Which server answered how often. */
    private Map<String, Integer> ask(int times) throws IOException {
        Map<String, Integer> answers = new TreeMap<>();
        try (RawClient client = switchboard.proxy().raw()) {
            for (int i = 0; i < times; i++) {
                answers.merge(client.value(Topology.WHICH_SERVER), 1, Integer::sum);
            }
        }
        return answers;
    }

    private boolean running(int number) throws SQLException {
        try (var root = servers.root(number)) {
            return !Sql.rows(root, "SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP%'")
                    .isEmpty();
        }
    }

    private static String sleep(RawClient client) {
        try {
            return client.value("SELECT SLEEP(25)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

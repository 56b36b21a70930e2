package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Primary mode with real processes: three candidates and one that only follows. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterPrimaryIT {
    private static final String USERS = "SELECT username FROM runtime_mysql_users WHERE frontend=1 ORDER BY username";
    private static final String LOAD = "LOAD MYSQL USERS TO RUNTIME";

    private final ClusterNodes cluster;

    ClusterPrimaryIT(Switchboards switchboards) {
        cluster = new ClusterNodes(switchboards, 200).startPrimaryMode(3, 2, 1, 0);
    }

    private static String insert(String user) {
        return "INSERT INTO mysql_users (username, password, default_hostgroup) VALUES ('" + user + "', 'p', 1)";
    }

    /** Waits until a node is primary and all that run say so. */
    private Switchboard awaitPrimary(int index) {
        Switchboard primary = cluster.get(index);
        String address = ClusterNodes.address(primary);
        for (Switchboard node : cluster.all()) {
            if (node.isRunning()) {
                Awaitility.await(address + " is primary for " + ClusterNodes.address(node))
                        .atMost(ClusterNodes.PATIENCE).until(() -> {
                            List<String> row = node.admin("SHOW CLUSTER PRIMARY").getFirst();
                            return row.get(1).equals(address) && row.get(7).equals(node == primary ? "1" : "0");
                        });
            }
        }
        return primary;
    }

    private static String refusal(Switchboard node, String... statements) {
        Shell.Result result = Client.run(node.admin(), String.join(";\n", statements) + ";\n");
        assertTrue(result.status() != 0, result::out);
        return result.err();
    }

    @Test
    @Order(1)
    void whatIsLoadedOnTheOneWithTheHighestWeightRunsOnAll() {
        awaitPrimary(0).admin(insert("first"), LOAD);
        cluster.await("first", USERS);
    }

    @Test
    @Order(2)
    void theOthersRefuseAndNameIt() {
        String primary = ClusterNodes.address(cluster.get(0));
        for (int i = 1; i <= 3; i++) {
            String said = refusal(cluster.get(i), insert("lost"), LOAD);
            assertTrue(said.contains("The primary is " + primary), said);
            assertEquals("first", ClusterNodes.text(cluster.get(i), USERS));
            cluster.get(i).admin("DELETE FROM mysql_users WHERE username='lost'", "LOAD SCHEDULER TO RUNTIME");
        }
    }

    @Test
    @Order(3)
    void theNextTakesOverWithAllThatWasLoaded() {
        cluster.get(0).kill();
        awaitPrimary(1).admin(insert("second"), LOAD);
        cluster.await("first|second", USERS);
    }

    @Test
    @Order(4)
    void theFirstFollowsWhenItIsBackAndThenIsPrimaryAgain() {
        cluster.get(0).start();
        cluster.await("first|second", USERS);
        awaitPrimary(0).admin(insert("third"), LOAD);
        cluster.await("first|second|third", USERS);
    }

    @Test
    @Order(5)
    void aMinorityStaysReadableAndTakesNoConfiguration() {
        cluster.get(1).kill();
        cluster.get(2).kill();
        Switchboard alone = cluster.get(0);
        Awaitility.await("a minority").atMost(ClusterNodes.PATIENCE)
                .until(() -> alone.admin("SHOW CLUSTER PRIMARY").getFirst().get(6).equals("0"));
        String said = refusal(alone, insert("lost"), LOAD);
        assertTrue(said.contains("no majority"), said);
        assertEquals("first|second|third", ClusterNodes.text(alone, USERS));
        cluster.get(1).start();
        awaitPrimary(0).admin("DELETE FROM mysql_users WHERE username='lost'", insert("third2"), LOAD);
        cluster.await("first|second|third|third2", USERS);
    }

    private static String weight(int weight, Switchboard... nodes) {
        return "UPDATE proxysql_servers SET weight=" + weight + " WHERE port IN ("
                + Stream.of(nodes).map(node -> Integer.toString(node.admin().port())).collect(Collectors.joining(","))
                + ")";
    }

    @Test
    @Order(6)
    void candidatesComeAndGoOneAtATime() {
        cluster.get(2).start();
        String load = "LOAD PROXYSQL SERVERS TO RUNTIME";
        awaitPrimary(0).admin(weight(4, cluster.get(3)), load);
        Switchboard best = awaitPrimary(3);
        String said = refusal(best, weight(0, cluster.get(1), cluster.get(2)), load);
        assertTrue(said.contains("more than one candidate at once"), said);
        best.admin(weight(2, cluster.get(1)), load);
        for (Switchboard node : cluster.all()) {
            Awaitility.await("three candidates").atMost(ClusterNodes.PATIENCE)
                    .until(() -> node.admin("SHOW CLUSTER PRIMARY").getFirst().get(5).equals("3"));
        }
        awaitPrimary(3).admin(insert("fourth"), LOAD);
        cluster.await("first|fourth|second|third|third2", USERS);
    }
}

package switchboard.cluster.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole nodes but for their tables and sockets, in simulated time. */
class MeshTest {
    private static final String USERS = "mysql_users";
    private static final Duration STEP = Duration.ofSeconds(SimulatedCluster.DIFFS + 2);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final SimulatedCluster cluster = new SimulatedCluster(7);

    private SimulatedNode node(int index) {
        return cluster.nodes.get(index);
    }

    private void settled(int count) {
        cluster.of(count);
        cluster.time.run(Duration.ofSeconds(10));
    }

    @Test
    void followsALoadOfEachModuleOnAnyNodeWithinTheChecksAndTwoMore() {
        settled(3);
        for (String module : List.of(USERS, "mysql_query_rules", "admin_variables", "mysql_variables")) {
            for (SimulatedNode node : cluster.nodes) {
                node.load(module, module + " of " + node.address);
                cluster.time.run(STEP);
                assertEquals(List.of(module + " of " + node.address), cluster.texts(module));
            }
        }
    }

    @Test
    void takesTheSourcesEpochSoThatNobodyFollowsBack() {
        settled(3);
        node(0).load(USERS, "new");
        cluster.time.run(LONG);
        assertEquals(node(0).value(USERS).epochSeconds(), node(2).value(USERS).epochSeconds());
        assertEquals(2, node(0).value(USERS).version(), "the source is left alone");
        assertEquals(2, node(2).value(USERS).version(), "one pull is enough");
    }

    @Test
    void nodesThatOnlyStartedStayApartUntilOneLoads() {
        for (int i = 0; i < 3; i++) {
            cluster.add(SimulatedCluster.host(i), Duration.ZERO,
                    Map.of(SimulatedNode.PEERS, "node000,node001,node002", USERS, "of " + i));
        }
        cluster.time.run(LONG);
        assertEquals(List.of("of 0", "of 1", "of 2"), cluster.texts(USERS));
        node(1).load(USERS, "of 1");
        cluster.time.run(STEP);
        assertEquals(List.of("of 1"), cluster.texts(USERS));
    }

    @Test
    void nodeThatWasStoppedFollowsWhenItIsBack() {
        settled(3);
        node(2).stop();
        node(0).load(USERS, "meanwhile");
        cluster.time.run(LONG);
        node(2).start(Map.of(SimulatedNode.PEERS, node(0).text(SimulatedNode.PEERS), USERS, "old"));
        cluster.time.run(STEP.plusSeconds(2));
        assertEquals(List.of("meanwhile"), cluster.texts(USERS));
    }

    @Test
    void newNodeWithOnePeerGetsEverything() {
        settled(3);
        SimulatedNode.MODULES.forEach(name -> node(0).load(name, name.equals(SimulatedNode.PEERS)
                ? "node000,node001,node002,node003"
                : "all of " + name));
        cluster.time.run(STEP);
        SimulatedNode fresh = cluster.add("node003", Duration.ZERO, Map.of(SimulatedNode.PEERS, "node001"));
        cluster.time.run(STEP.plusSeconds(2));
        assertEquals(node(0).texts(), fresh.texts());
    }

    @Test
    void nodeThatIsRemovedAnywhereIsWatchedNowhere() {
        settled(3);
        node(1).load(SimulatedNode.PEERS, "node000,node001");
        cluster.time.run(STEP);
        for (SimulatedNode node : cluster.nodes) {
            assertEquals(2, node.view().peers().size(), node.address.toString());
        }
    }

    @Test
    void loadsOfOneSecondEndInOneConfigurationThatAllAgreeOn() {
        settled(5);
        node(1).load(USERS, "one");
        node(3).load(USERS, "three");
        cluster.time.run(Duration.ofMillis(2000));
        assertTrue(cluster.texts(USERS).size() > 1, "so far it is a conflict");
        cluster.time.run(LONG);
        assertEquals(1, cluster.texts(USERS).size());
        cluster.nodes.forEach(node -> assertTrue(node.view().conflicts().isEmpty()));
    }

    @Test
    void leavesATieWithAProxySqlAlone() {
        cluster.of(2);
        cluster.nodes.forEach(node -> node.breaksTies = false);
        cluster.time.run(Duration.ofSeconds(10));
        node(0).load(USERS, "one");
        node(1).load(USERS, "two");
        cluster.time.run(LONG);
        assertEquals(List.of("one", "two"), cluster.texts(USERS));
        node(0).load(USERS, "three");
        cluster.time.run(STEP);
        assertEquals(List.of("three"), cluster.texts(USERS));
    }

    @Test
    void takesTheLaterOfTwoSidesWhenANetworkIsWholeAgain() {
        settled(5);
        cluster.network((from, to) -> cluster.nodes.indexOf(from) < 2 == cluster.nodes.indexOf(to) < 2);
        node(0).load(USERS, "earlier");
        cluster.time.run(Duration.ofSeconds(20));
        node(4).load(USERS, "later");
        cluster.time.run(LONG);
        assertEquals(List.of("earlier", "later"), cluster.texts(USERS));
        cluster.network((from, to) -> true);
        cluster.time.run(Duration.ofSeconds(15));
        assertEquals(List.of("later"), cluster.texts(USERS));
    }

    @Test
    void reportsAClockThatIsWrong() {
        cluster.add("node000", Duration.ZERO, Map.of(SimulatedNode.PEERS, "node001"));
        cluster.add("node001", Duration.ofSeconds(5), Map.of(SimulatedNode.PEERS, "node000"));
        cluster.time.run(Duration.ofSeconds(15));
        long ahead = node(0).view().peers().getFirst().clockSkewMillis();
        assertTrue(ahead > 3900 && ahead <= 5000, ahead + " ms");
        assertTrue(node(1).view().peers().getFirst().clockSkewMillis() < -3900);
    }

    @Test
    void followsANodeThatDoesNotKnowTheShortChecksYet() {
        cluster.of(3);
        node(1).knowsShortChecks = false;
        cluster.time.run(Duration.ofSeconds(10));
        for (SimulatedNode node : cluster.nodes) {
            node.load(USERS, "of " + node.address);
            cluster.time.run(STEP);
            assertEquals(List.of("of " + node.address), cluster.texts(USERS));
        }
    }

    @Test
    void knowsWhoIsInStepAndFromWhomItTookWhat() {
        settled(2);
        node(0).load(USERS, "new");
        cluster.time.run(STEP);
        MeshView view = node(1).view();
        assertEquals("node000:6032", view.taken().get(USERS).from());
        assertTrue(view.steps().get(USERS).inStep());
        assertTrue(view.peers().getFirst().reachable());
        node(0).stop();
        cluster.time.run(STEP);
        assertFalse(node(1).view().peers().getFirst().reachable());
    }
}

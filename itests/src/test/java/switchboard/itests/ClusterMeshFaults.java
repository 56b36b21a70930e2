package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Mesh mode on a bad network, with root in network namespaces: LOADs on both sides of a partition of two and three
 * nodes, nodes of which nobody hears and whose peers' connections stay half open. {@code -Dmesh.rounds=N}, {@code -Dmesh.seed=S}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterMeshFaults {
    private static final int ROUNDS = Integer.getInteger("mesh.rounds", 10);
    private static final long SEED = Long.getLong("mesh.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int NODES = 5;
    private static final String CONTENT = "SELECT comment FROM runtime_mysql_query_rules";

    private final NodeNetwork network = new NodeNetwork(NODES);
    private final List<NetworkNode> nodes = new ArrayList<>();
    private final Random random = new Random(SEED);
    private final List<String> report = new ArrayList<>();
    private final List<Long> convergence = new ArrayList<>();

    @Test
    void afterEachFaultAllNodesHaveWhatWasLoadedLast() {
        for (int i = 0; i < NODES; i++) {
            nodes.add(new NetworkNode(i, "mesh", 200, new int[NODES]));
        }
        nodes.forEach(NetworkNode::start);
        load(nodes.getFirst(), "begin");
        awaitAll("begin");
        for (int round = 1; round <= ROUNDS; round++) {
            String text = "round " + round;
            List<Integer> order = new ArrayList<>(IntStream.range(0, NODES).boxed().toList());
            Collections.shuffle(order, random);
            String kind = fault(order);
            load(nodes.get(order.get(0)), text + " first");
            pause(1000 + random.nextInt(3000)); // epochs are seconds
            load(nodes.get(order.get(4)), text + " last");
            pause(random.nextInt(5000));
            network.heal();
            long begin = System.nanoTime();
            awaitAll(text + " last");
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            convergence.add(took);
            report.add(text + ": " + kind + ", in step " + took + " ms after it was over");
        }
        Collections.sort(convergence);
        report.add("seed=" + SEED + " rounds=" + ROUNDS + " in step after: median="
                + convergence.get(convergence.size() / 2) + " longest=" + convergence.getLast() + " ms");
        assertEquals(ROUNDS, convergence.size());
    }

    /** @param order the first two are on one side of a partition, the last three on the other */
    private String fault(List<Integer> order) {
        Set<Integer> apart = new HashSet<>(order.subList(0, 2));
        if (random.nextBoolean()) {
            network.cut(apart);
            return "partition 2+3";
        }
        network.isolate(apart);
        return "half-open";
    }

    private static void load(NetworkNode node, String text) {
        Awaitility.await("LOAD on " + node.address()).atMost(PATIENCE)
                .until(() -> node.run("REPLACE INTO mysql_query_rules (rule_id, active, match_digest, comment) "
                        + "VALUES (1, 1, 'x', '" + text + "')", "LOAD MYSQL QUERY RULES TO RUNTIME").status() == 0);
    }

    private void awaitAll(String text) {
        List<List<String>> expected = List.of(List.of(text));
        Awaitility.await(text + " on all nodes, seed " + SEED).atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                .until(() -> nodes.stream().allMatch(node -> node.rows(CONTENT).equals(expected)));
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @AfterAll
    void stop() throws IOException {
        Files.writeString(Workspace.root().resolve("itests/target/faults-mesh.txt"), String.join("\n", report) + "\n");
        System.out.println(String.join("\n", report));
        nodes.forEach(NetworkNode::delete);
        network.close();
    }
}

package switchboard.cluster.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Many nodes, some seeds: 30 with {@code -Psoak}, or as many as {@code -Dcluster.seeds=N} says; a failure names its seed,
 * which {@code -Dcluster.seed=S} repeats alone. {@code -Dcluster.traffic=true} also tells what 200 nodes send.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("cluster.seeds", Boolean.getBoolean("soak") ? 30 : 10);
    private static final Long ONLY = Long.getLong("cluster.seed");
    private static final List<String> LOADED = SimulatedNode.MODULES.stream()
            .filter(name -> !name.equals(SimulatedNode.PEERS)).toList();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void nodesAgreeOnTheLastLoadWhateverHappensToTheirNetwork() {
        for (long seed = ONLY == null ? 1 : ONLY; seed <= (ONLY == null ? SEEDS : ONLY); seed++) {
            try {
                randomLoads(new SimulatedCluster(seed));
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("seed " + seed, failed);
            }
        }
    }

    private static void randomLoads(SimulatedCluster cluster) {
        int count = 3 + cluster.random.nextInt(8);
        cluster.of(count);
        cluster.time.run(Duration.ofSeconds(3));
        Map<String, Long> last = new HashMap<>();
        for (int turn = 0; turn < 12; turn++) {
            int border = cluster.random.nextInt(count + 1);
            boolean cut = cluster.random.nextInt(3) == 0;
            cluster.network((from, to) -> !cut
                    || cluster.nodes.indexOf(from) < border == cluster.nodes.indexOf(to) < border);
            cluster.loss(cluster.random.nextInt(4) == 0 ? 0.05 : 0);
            SimulatedNode node = cluster.nodes.get(cluster.random.nextInt(count));
            String name = LOADED.get(cluster.random.nextInt(LOADED.size()));
            node.load(name, "turn " + turn + " of " + node.address);
            last.merge(name, node.value(name).epochSeconds(), Math::max);
            cluster.time.run(Duration.ofMillis(cluster.random.nextInt(6000)));
        }
        cluster.network((from, to) -> true);
        cluster.loss(0);
        cluster.convergence(PATIENCE);
        last.forEach((name, epoch) -> cluster.nodes.forEach(node -> assertEquals(epoch, node.value(name).epochSeconds(),
                name + " of " + node.address + " is not that of the last LOAD")));
    }

    @Test
    void twoHundredNodesFollowALoadWithinTheChecksAndTwoMore() {
        SimulatedCluster cluster = new SimulatedCluster(200);
        cluster.of(200);
        cluster.time.run(Duration.ofSeconds(5));
        cluster.nodes.get(117).load("mysql_users", "new");
        Duration took = cluster.convergence(Duration.ofSeconds(SimulatedCluster.DIFFS + 2));
        if (Boolean.getBoolean("cluster.traffic")) {
            cluster.traffic.clear();
            cluster.time.run(Duration.ofSeconds(20));
            System.out.println("200 nodes, nothing new: " + cluster.traffic.perNode(200, 20));
        }
        System.out.println("200 nodes in step after " + took.toMillis() + " ms at 1000 ms between checks and "
                + SimulatedCluster.DIFFS + " checks before a sync");
    }
}

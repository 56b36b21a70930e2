package switchboard.cluster.mesh;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many nodes, some seeds: thousands with {@code -Psoak}, or as many as {@code -Dcluster.seeds=N} (small clusters) and
 * {@code -Dcluster.large=N} (200 nodes) say. A failure names its seed, which {@code -Dcluster.seed=S} repeats alone;
 * {@code -Dcluster.first=S} begins there.
 */
class SimulationTest {
    private static final boolean SOAK = Boolean.getBoolean("soak");
    private static final int SEEDS = Integer.getInteger("cluster.seeds", SOAK ? 5000 : 20);
    private static final int LARGE_SEEDS = Integer.getInteger("cluster.large", SOAK ? 200 : 1);
    private static final long ONLY = Long.getLong("cluster.seed", 0);
    private static final long FIRST = Long.getLong("cluster.first", 1);
    private static final int MANY = 200;
    private static final List<String> LOADED = SimulatedNode.MODULES.stream()
            .filter(name -> !name.equals(SimulatedNode.PEERS)).toList();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** KB a second, of MySQL's bytes. */
    private static final int MOST_TRAFFIC = 22;

    private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> bytes = Collections.synchronizedList(new ArrayList<>());

    private static void seeds(int count, LongConsumer run) {
        LongStream.rangeClosed(ONLY == 0 ? FIRST : ONLY, ONLY == 0 ? FIRST + count - 1 : ONLY).parallel()
                .forEach(seed -> {
                    try {
                        run.accept(seed);
                    } catch (AssertionError | RuntimeException failed) {
                        throw new AssertionError("seed " + seed, failed);
                    }
                });
    }

    private void report(String what) {
        Collections.sort(millis);
        System.out.printf("%s, %d seeds: in step after %d ms in the median, %d at 99 %%, %d at most%n", what,
                millis.size(), millis.get(millis.size() / 2), millis.get(millis.size() * 99 / 100), millis.getLast());
    }

    @Test
    void nodesAgreeOnTheLastLoadWhateverHappensToThemAndTheirNetwork() {
        seeds(SEEDS, this::randomFaults);
        report("3 to 10 nodes after faults");
    }

    private void randomFaults(long seed) {
        SimulatedCluster cluster = new SimulatedCluster(seed);
        SimulatedFaults faults = new SimulatedFaults(cluster, LOADED);
        for (int turn = 0; turn < 12; turn++) {
            faults.turn(turn);
        }
        faults.end();
        Map<String, Set<String>> newest = new TreeMap<>();
        LOADED.forEach(name -> newest.put(name, newest(cluster, name)));
        millis.add(cluster.convergence(PATIENCE).toMillis());
        newest.forEach((name, texts) -> assertTrue(texts.isEmpty() || texts.contains(cluster.texts(name).getFirst()),
                () -> name + ": " + cluster.texts(name) + " was not loaded last, but one of " + texts));
    }

    /** What was loaded last: several in one second, or none. Nodes that have only started don't count. */
    private static Set<String> newest(SimulatedCluster cluster, String name) {
        NavigableMap<Long, Set<String>> byEpoch = new TreeMap<>();
        cluster.nodes.stream().filter(node -> node.value(name).version() > 1).forEach(node -> byEpoch
                .computeIfAbsent(node.value(name).epochSeconds(), second -> new TreeSet<>()).add(node.text(name)));
        return byEpoch.isEmpty() ? Set.of() : byEpoch.lastEntry().getValue();
    }

    @Test
    void twoHundredNodesFollowALoadWithinTheChecksAndTwoMore() {
        seeds(LARGE_SEEDS, seed -> {
            SimulatedCluster cluster = new SimulatedCluster(seed);
            cluster.of(MANY);
            cluster.time.run(Duration.ofSeconds(3));
            cluster.traffic.clear();
            cluster.nodes.get(cluster.random.nextInt(MANY)).load("mysql_users", "new");
            millis.add(cluster.convergence(Duration.ofSeconds(SimulatedCluster.DIFFS + 2)).toMillis());
            bytes.add(cluster.traffic.mysqlBytes() / MANY);
        });
        Collections.sort(bytes);
        System.out.printf(
                "bytes of MySQL in and out of each node meanwhile, without the rows: %d in the median, %d at most%n",
                bytes.get(bytes.size() / 2), bytes.getLast());
        report(MANY + " nodes, 1000 ms between checks, " + SimulatedCluster.DIFFS + " checks before a sync");
    }

    @Test
    void twoHundredNodesWithNothingNewSendLittle() {
        SimulatedCluster cluster = new SimulatedCluster(MANY);
        cluster.of(MANY);
        cluster.time.run(Duration.ofSeconds(4));
        cluster.traffic.clear();
        cluster.time.run(Duration.ofSeconds(10));
        double mysql = cluster.traffic.mysqlPerNode(MANY, 10);
        System.out.printf("%d nodes, nothing new: %.1f KB/s of MySQL in and out, %.1f KB/s of whole packets%n", MANY,
                mysql, cluster.traffic.packetsPerNode(MANY, 10));
        assertTrue(mysql <= MOST_TRAFFIC, mysql + " KB/s");
    }
}

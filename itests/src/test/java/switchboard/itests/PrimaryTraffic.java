package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What primary mode costs on the wire while nothing happens, and how soon a LOAD is everywhere: five candidates and two
 * that follow, with root in network namespaces. Whole packets, as the kernel counts them. Followers talk to candidates
 * only: so theirs is what each of any number of followers has, and a candidate has the same once more for each of them.
 * {@code -Dtraffic.seconds=N}, {@code -Dtraffic.loads=N}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrimaryTraffic {
    private static final int SECONDS = Integer.getInteger("traffic.seconds", 180);
    private static final int LOADS = Integer.getInteger("traffic.loads", 30);
    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final int[] WEIGHTS = {5, 4, 3, 2, 1, 0, 0};
    private static final int CANDIDATES = 5;
    private static final int ALL = 200;
    private static final double WANTED = 5000; // bytes each second, ALL nodes, the figure
    private static final String COUNTED = "eth0:";

    private final NodeNetwork network = new NodeNetwork(WEIGHTS.length);
    private final List<NetworkNode> nodes = new ArrayList<>();
    private final List<String> report = new ArrayList<>();
    private PrimaryCluster cluster;

    /** Bytes in and out of a node. */
    private long bytes(int node) {
        String counters = Shell.run("ip", "netns", "exec", NodeNetwork.namespace(node), "cat", "/proc/net/dev").orFail()
                .out()
                .lines().map(String::strip).filter(line -> line.startsWith(COUNTED)).findFirst().orElseThrow();
        String[] words = counters.substring(COUNTED.length()).strip().split("\\s+");
        return Long.parseLong(words[0]) + Long.parseLong(words[8]);
    }

    private double[] bytesEachSecond() {
        long[] before = new long[WEIGHTS.length];
        for (int i = 0; i < before.length; i++) {
            before[i] = bytes(i);
        }
        long begin = System.nanoTime();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(SECONDS));
        double[] rates = new double[before.length];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = (bytes(i) - before[i]) * 1e9 / (System.nanoTime() - begin);
        }
        return rates;
    }

    private static double mean(double[] rates, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += rates[i];
        }
        return sum / (to - from);
    }

    @Test
    void aQuietClusterOf200NodesCostsLessThan5KilobytesEachSecondAndNode() throws Exception {
        for (int i = 0; i < WEIGHTS.length; i++) {
            nodes.add(new NetworkNode(i, "primary", 1000, WEIGHTS));
        }
        nodes.forEach(NetworkNode::start);
        cluster = new PrimaryCluster(nodes, CANDIDATES);
        cluster.awaitWhole(PATIENCE, true);
        List<Long> pushes = new ArrayList<>();
        LoadHistory history = new LoadHistory();
        try (PrimaryLoads loads = new PrimaryLoads(nodes, history)) {
            for (int i = 0; i < LOADS; i++) {
                pushes.add(loads.begin(cluster, PATIENCE));
                loads.pause(cluster, PATIENCE);
            }
        }
        Collections.sort(pushes);
        report.add("a LOAD on " + WEIGHTS.length + " nodes, " + LOADS + " times: median=" + pushes.get(LOADS / 2)
                + " 95%=" + pushes.get(LOADS * 95 / 100) + " longest=" + pushes.getLast() + " ms");
        double[] rates = bytesEachSecond();
        double follower = mean(rates, CANDIDATES, rates.length);
        double candidate = mean(rates, 0, CANDIDATES) + follower / CANDIDATES * (ALL - rates.length);
        double all = (candidate * CANDIDATES + follower * (ALL - CANDIDATES)) / ALL;
        report.add("bytes each second in and out: primary=%.0f candidates=%.0f followers=%.0f; of %d nodes: ".formatted(
                rates[0], mean(rates, 1, CANDIDATES), follower, ALL)
                + "candidates=%.0f followers=%.0f on average=%.0f".formatted(candidate, follower, all));
        assertTrue(all < WANTED, report::toString);
    }

    @AfterAll
    void stop() throws IOException {
        System.out.println(String.join("\n", report));
        Files.writeString(Workspace.root().resolve("itests/target/traffic-primary.txt"),
                String.join("\n", report) + "\n");
        if (cluster != null) {
            cluster.close();
        }
        nodes.forEach(NetworkNode::delete);
        network.close();
    }
}

package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Primary mode under faults, with root in network namespaces: the primary is killed, paused, cut off alone or with a
 * follower, while LOADs are typed on all nodes; the next fault comes as soon as the cluster is whole again.
 * {@code -Dprimary.rounds=N}, {@code -Dprimary.seed=S}; runs stand side by side, see {@link NodeNetwork}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterPrimaryFaults {
    private static final int ROUNDS = Integer.getInteger("primary.rounds", 20);
    private static final long SEED = Long.getLong("primary.seed", System.nanoTime());
    private static final int NETWORK = Integer.getInteger("network.number", 0);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int[] WEIGHTS = {3, 2, 1, 0, 0};
    private static final int FOLLOWER = 3;

    private final NodeNetwork network = new NodeNetwork(WEIGHTS.length);
    private final List<NetworkNode> nodes = new ArrayList<>();
    private final Random random = new Random(SEED);
    private final LoadHistory history = new LoadHistory();
    private final List<String> faults = new ArrayList<>();
    private final List<Long> failovers = new ArrayList<>();
    private final List<Long> pushes = new ArrayList<>();
    private PrimaryCluster cluster;

    @Test
    void nothingAcknowledgedIsLostAndNoVersionIsAcknowledgedTwice() throws Exception {
        for (int i = 0; i < WEIGHTS.length; i++) {
            nodes.add(new NetworkNode(i, "primary", 1000, WEIGHTS));
        }
        nodes.forEach(NetworkNode::start);
        cluster = new PrimaryCluster(nodes, FOLLOWER);
        try (PrimaryLoads loads = new PrimaryLoads(nodes, SEED, history)) {
            cluster.awaitWhole(PATIENCE, true);
            loads.begin(cluster, PATIENCE);
            for (int round = 1; round <= ROUNDS && faults.isEmpty(); round++) {
                fault(round, loads);
            }
        }
        report(summary());
        assertEquals(List.of(), faults);
    }

    private void fault(int round, PrimaryLoads loads) {
        NetworkNode primary = cluster.primary(PATIENCE);
        int number = nodes.indexOf(primary);
        List<String> kinds = List.of("kill", "pause", "cut alone", "cut with a follower");
        String kind = kinds.get(random.nextInt(kinds.size()));
        Instant when = Instant.now();
        long begin = System.nanoTime();
        switch (kind) {
            case "kill" -> primary.signal("KILL");
            case "pause" -> primary.signal("STOP");
            case "cut alone" -> network.cut(Set.of(number));
            default -> network.cut(Set.of(number, FOLLOWER));
        }
        cluster.awaitAnother(primary, PATIENCE);
        long took = millisSince(begin);
        failovers.add(took);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500 + random.nextInt(2000)));
        switch (kind) {
            case "kill" -> primary.start();
            case "pause" -> primary.signal("CONT");
            default -> network.heal();
        }
        long over = System.nanoTime();
        cluster.awaitWhole(PATIENCE, random.nextInt(4) > 0); // else the next fault hits whoever is primary now
        long whole = millisSince(over);
        Set<Integer> running = loads.pause(cluster, PATIENCE);
        faults.addAll(history.faults(running));
        long push = loads.begin(cluster, PATIENCE);
        pushes.add(push);
        report(when + " round " + round + ": " + kind + " of " + primary.address() + ", another primary after " + took
                + " ms, whole " + whole + " ms after it was over, the next LOAD on all nodes after " + push + " ms"
                + (faults.isEmpty() ? "" : " FAULTS " + faults));
    }

    private String summary() {
        return "seed=" + SEED + " rounds=" + failovers.size() + " " + history + " faults=" + faults
                + "\nanother primary after: " + spread(failovers) + ", above 5 s: "
                + failovers.stream().filter(each -> each > 5000).count() + "\na LOAD on all nodes after: "
                + spread(pushes) + ", above 100 ms: " + pushes.stream().filter(each -> each > 100).count();
    }

    private static String spread(List<Long> millis) {
        if (millis.isEmpty()) {
            return "never";
        }
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return "median=" + sorted.get(sorted.size() / 2) + " 95%=" + sorted.get(sorted.size() * 95 / 100) + " longest="
                + sorted.getLast() + " ms";
    }

    private static long millisSince(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    /** At once: a run of hours is looked at before its end. */
    private static void report(String line) {
        System.out.println(line);
        try {
            Files.writeString(file(".txt"), line + "\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String end) {
        return Workspace.root().resolve("itests/target/faults-primary-" + NETWORK + end);
    }

    @AfterAll
    void stop() throws IOException {
        Optional.ofNullable(cluster).ifPresent(PrimaryCluster::close);
        for (NetworkNode node : nodes) { // what they said is wanted when a fault was not survived
            Files.writeString(file("-" + nodes.indexOf(node) + ".log"), node.log());
        }
        nodes.forEach(NetworkNode::delete);
        network.close();
    }
}

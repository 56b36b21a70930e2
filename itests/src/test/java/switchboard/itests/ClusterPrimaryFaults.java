package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Primary mode under faults, with root in network namespaces: the primary is killed, paused, cut off alone or with a
 * follower, while LOADs are typed on all nodes. {@code -Dprimary.rounds=N}, {@code -Dprimary.seed=S}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterPrimaryFaults {
    private static final int ROUNDS = Integer.getInteger("primary.rounds", 20);
    private static final long SEED = Long.getLong("primary.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int[] WEIGHTS = {3, 2, 1, 0};
    private static final String RUNNING = "SELECT rule_id FROM runtime_mysql_query_rules ORDER BY rule_id";

    private final NodeNetwork network = new NodeNetwork(WEIGHTS.length);
    private final List<NetworkNode> nodes = new ArrayList<>();
    private final Random random = new Random(SEED);
    private final LoadHistory history = new LoadHistory();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<String> report = new ArrayList<>();
    private final List<Long> failovers = new ArrayList<>();

    @Test
    void nothingAcknowledgedIsLostAndNoVersionIsAcknowledgedTwice() throws Exception {
        for (int i = 0; i < WEIGHTS.length; i++) {
            nodes.add(new NetworkNode(i, "primary", 200, WEIGHTS));
        }
        nodes.forEach(NetworkNode::start);
        awaitPrimary(nodes.getFirst());
        try (ExecutorService clients = Executors.newCachedThreadPool()) {
            nodes.forEach(node -> clients.execute(() -> loads(node)));
            try {
                for (int round = 1; round <= ROUNDS; round++) {
                    fault(round);
                }
            } finally {
                over.set(true);
            }
            clients.shutdown();
            clients.awaitTermination(60, TimeUnit.SECONDS);
        }
        Awaitility.await("all nodes run the same").atMost(PATIENCE)
                .until(() -> nodes.stream().map(this::running).distinct().count() == 1);
        List<String> faults = history.faults(running(nodes.getFirst()));
        failovers.sort(null);
        report.add("seed=" + SEED + " rounds=" + ROUNDS + " " + history + " faults=" + faults
                + " milliseconds without a primary: median=" + failovers.get(failovers.size() / 2) + " longest="
                + failovers.getLast());
        assertEquals(List.of(), faults, () -> String.join("\n", report));
    }

    private Set<Integer> running(NetworkNode node) {
        return node.rows(RUNNING).stream().map(row -> Integer.valueOf(row.getFirst()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<List<String>> standing(NetworkNode node) {
        return node.rows("SHOW CLUSTER PRIMARY").stream().findFirst();
    }

    private static boolean takesLoads(NetworkNode node) {
        return standing(node).map(row -> row.get(7).equals("1")).orElse(false);
    }

    private void awaitPrimary(NetworkNode node) {
        Awaitility.await(node.address() + " is primary").atMost(PATIENCE).until(() -> takesLoads(node));
    }

    /** One client of one node: a row, a LOAD, a pause. */
    private void loads(NetworkNode node) {
        Random pause = new Random(SEED + nodes.indexOf(node));
        while (!over.get()) {
            int id = ids.incrementAndGet();
            Shell.Result result = node.run("SHOW CLUSTER PRIMARY",
                    "INSERT INTO mysql_query_rules (rule_id, active, match_digest) VALUES (" + id + ", 1, 'x')",
                    "LOAD MYSQL QUERY RULES TO RUNTIME", "SHOW CLUSTER PRIMARY");
            List<String> lines = result.out().lines().toList();
            if (result.status() != 0) {
                if (result.err().contains("Runtime is unchanged") && !result.err().contains("may still be taken")) {
                    history.refused();
                } else {
                    history.unknown();
                }
            } else if (lines.size() == 2 && lines.getFirst().equals(lines.getLast())) {
                history.acknowledged(id, node.address(), lines.getFirst().split("\t", -1)[2]);
            } else {
                history.unknown(); // another one was primary between row and LOAD
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50 + pause.nextInt(400)));
        }
    }

    private void fault(int round) {
        NetworkNode primary = Awaitility.await("a primary").atMost(PATIENCE)
                .until(() -> nodes.stream().filter(ClusterPrimaryFaults::takesLoads).findFirst(), Optional::isPresent)
                .orElseThrow();
        int number = nodes.indexOf(primary);
        List<String> kinds = List.of("kill", "pause", "cut alone", "cut with the follower");
        String kind = kinds.get(random.nextInt(kinds.size()));
        long begin = System.nanoTime();
        switch (kind) {
            case "kill" -> primary.signal("KILL");
            case "pause" -> primary.signal("STOP");
            case "cut alone" -> network.cut(Set.of(number));
            default -> network.cut(Set.of(number, WEIGHTS.length - 1));
        }
        Awaitility.await("another primary after " + kind).atMost(PATIENCE).pollInterval(Duration.ofMillis(50))
                .until(() -> nodes.stream().anyMatch(node -> node != primary && takesLoads(node)));
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        failovers.add(took);
        report.add("round " + round + ": " + kind + " of " + primary.address() + ", another primary after " + took
                + " ms");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(2000)));
        switch (kind) {
            case "kill" -> primary.start();
            case "pause" -> primary.signal("CONT");
            default -> network.heal();
        }
        if (random.nextInt(3) > 0) { // else the next fault hits whoever is primary now
            awaitPrimary(nodes.getFirst());
        }
    }

    @AfterAll
    void stop() throws IOException {
        over.set(true);
        Files.writeString(Workspace.root().resolve("itests/target/faults-primary.txt"),
                String.join("\n", report) + "\n");
        System.out.println(String.join("\n", report));
        for (NetworkNode node : nodes) { // what they said is wanted when a fault was not survived
            Files.writeString(Workspace.root().resolve("itests/target/faults-primary-" + nodes.indexOf(node) + ".log"),
                    node.log());
        }
        nodes.forEach(NetworkNode::delete);
        network.close();
    }
}

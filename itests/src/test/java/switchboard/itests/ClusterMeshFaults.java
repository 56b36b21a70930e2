package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Mesh mode on a bad network, with root in network namespaces: LOADs on both sides of a partition of two and three
 * nodes, nodes of which nobody hears and whose peers' connections stay half open. {@code -Dmesh.rounds=N}, {@code -Dmesh.seed=S}.
 * With {@code -Dmesh.relay=true} all connections between nodes go through a {@link FaultRelay}, and the faults are its.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterMeshFaults {
    private static final int ROUNDS = Integer.getInteger("mesh.rounds", 10);
    private static final long SEED = Long.getLong("mesh.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int NODES = 5;
    private static final String CONTENT = "SELECT comment FROM runtime_mysql_query_rules";

    private static final boolean RELAYED = Boolean.getBoolean("mesh.relay");
    private static final int INTERVAL_MS = 200;
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final int LOG_SHOWN = 6000;
    private static final Duration QUIET = Duration.ofSeconds(20);

    private final NodeNetwork network = new NodeNetwork(NODES);
    private final List<NetworkNode> nodes = new ArrayList<>();
    private final Random random = new Random(SEED);
    private final List<String> report = new ArrayList<>();
    private final List<Long> convergence = new ArrayList<>();
    private FaultRelay relay;

    @Test
    void afterEachFaultAllNodesHaveWhatWasLoadedLast() {
        if (RELAYED) {
            network.addRelayAddresses();
            relay = new FaultRelay(NODES, SEED);
        }
        for (int i = 0; i < NODES; i++) {
            nodes.add(
                    new NetworkNode(i, "mesh", INTERVAL_MS, RELAYED ? NodeNetwork::relayAddress : NodeNetwork::address,
                            new int[NODES]));
        }
        nodes.forEach(NetworkNode::start);
        load(nodes.getFirst(), "begin");
        awaitAll("begin");
        if (RELAYED) {
            measure();
        }
        for (int round = 1; round <= ROUNDS; round++) {
            String text = "round " + round;
            List<Integer> order = new ArrayList<>(IntStream.range(0, NODES).boxed().toList());
            Collections.shuffle(order, random);
            String kind = RELAYED ? relayFault(order) : fault(order);
            load(nodes.get(order.get(0)), text + " first");
            pause(1000 + random.nextInt(3000)); // epochs are seconds
            load(nodes.get(order.get(4)), text + " last");
            pause(random.nextInt(5000));
            heal();
            long begin = System.nanoTime();
            awaitAll(text + " last");
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            convergence.add(took);
            report.add(text + ": " + kind + ", in step " + took + " ms after it was over");
            write();
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

    /** Partitions, and links of which each may have a fault of its own. */
    private String relayFault(List<Integer> order) {
        LinkFault[] kinds = LinkFault.values();
        LinkFault kind = kinds[1 + random.nextInt(kinds.length - 1)];
        boolean partition = random.nextBoolean();
        int share = 1 + random.nextInt(4);
        for (int from = 0; from < NODES; from++) {
            for (int to = 0; to < NODES; to++) {
                boolean across = order.indexOf(from) < 2 != order.indexOf(to) < 2;
                if (partition ? across : random.nextInt(4) < share) {
                    relay.fault(new Link(from, to), kind);
                }
            }
        }
        return (partition ? "partition 2+3 " : "some links ") + kind;
    }

    private void heal() {
        network.heal();
        if (RELAYED) {
            relay.heal();
        }
    }

    /** What a check takes of TLS records in both directions, when there is nothing new and nobody logs in. */
    private void measure() {
        long before;
        long connections;
        do {
            before = relay.bytes();
            connections = relay.connections();
            pause((int) QUIET.toMillis());
        } while (relay.connections() != connections);
        double checks = NODES * NODES * QUIET.toMillis() / (double) INTERVAL_MS;
        report.add("nothing new: %.1f bytes of TLS records for a check, both directions, status and clock included"
                .formatted((relay.bytes() - before) / checks));
    }

    /** Again if a node took somebody else's rules between the two statements. */
    private static void load(NetworkNode node, String text) {
        Awaitility.await("LOAD on " + node.address()).atMost(PATIENCE)
                .until(() -> node.run("REPLACE INTO mysql_query_rules (rule_id, active, match_digest, comment) "
                        + "VALUES (1, 1, 'x', '" + text + "')", "LOAD MYSQL QUERY RULES TO RUNTIME").status() == 0
                        && node.rows(CONTENT).equals(List.of(List.of(text))));
    }

    private void awaitAll(String text) {
        List<List<String>> expected = List.of(List.of(text));
        try {
            Awaitility.await(text + " on all nodes, seed " + SEED).atMost(PATIENCE)
                    .pollInterval(LOOK)
                    .until(() -> nodes.stream().allMatch(node -> node.rows(CONTENT).equals(expected)));
        } catch (ConditionTimeoutException apart) {
            for (NetworkNode node : nodes) {
                report.add(node.address() + " has " + node.rows(CONTENT));
                node.rows("SHOW CLUSTER").forEach(row -> report.add("  " + String.join(" | ", row)));
                report.add(node.log().lines().filter(line -> line.contains("luster"))
                        .reduce("", (all, line) -> tail(all + line + '\n')));
            }
            throw apart;
        }
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - LOG_SHOWN));
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private void write() {
        String name = RELAYED ? "faults-mesh-relay.txt" : "faults-mesh.txt";
        try {
            Files.writeString(Workspace.root().resolve("itests/target").resolve(name),
                    String.join("\n", report) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop() {
        write();
        System.out.println(String.join("\n", report));
        nodes.forEach(NetworkNode::delete);
        if (RELAYED) {
            relay.close();
        }
        network.close();
    }
}

package switchboard.cluster.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import switchboard.api.table.Rows;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.peer.PeerConnection;
import switchboard.cluster.peer.PeerException;
import switchboard.cluster.peer.PeerTransport;

/** Nodes in one process, and a network between them that a test may cut. */
final class SimulatedCluster {
    static final int DIFFS = 3;
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration UNREACHABLE = Duration.ofSeconds(1);
    /** Until a connection on which nothing comes is given up. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    final SimulatedTime time = new SimulatedTime();
    final List<SimulatedNode> nodes = new ArrayList<>();
    final Traffic traffic = new Traffic();
    final Random random;
    private final Map<PeerAddress, SimulatedNode> byAddress = new HashMap<>();
    private final Map<String, PeerAddress> addresses = new HashMap<>();
    private BiPredicate<SimulatedNode, SimulatedNode> connected = (from, to) -> true;
    private double loss;
    private boolean silent;

    /** What a node is asked. */
    interface Question<T> {
        T ask(SimulatedNode node) throws PeerException;
    }

    SimulatedCluster(long seed) {
        random = new Random(seed);
    }

    /** Nodes that know all of them. */
    void of(int count) {
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hosts.add(host(i));
        }
        hosts.forEach(host -> add(host, Duration.ZERO, Map.of(SimulatedNode.PEERS, String.join(",", hosts))));
    }

    /** A node that starts within a second. */
    SimulatedNode add(String host, Duration skew, Map<String, String> onDisk) {
        SimulatedNode node = new SimulatedNode(this, address(host), time.with(skew));
        nodes.add(node);
        byAddress.put(node.address, node);
        time.in(Duration.ofMillis(random.nextInt(1000)), () -> node.start(onDisk));
        return node;
    }

    /** The same object for all: they are compared millions of times. */
    PeerAddress address(String host) {
        return addresses.computeIfAbsent(host, name -> new PeerAddress(name, 6032));
    }

    static String host(int index) {
        return "node%03d".formatted(index);
    }

    void network(BiPredicate<SimulatedNode, SimulatedNode> up) {
        connected = up;
    }

    /**
     * How many of all packets get lost, which ends their connection.
     *
     * @param unnoticed whether it takes both sides long to see it
     */
    void loss(double share, boolean unnoticed) {
        loss = share;
        silent = unnoticed;
    }

    PeerTransport transport(SimulatedNode from) {
        return (peer, credentials, use) -> this.<PeerConnection>travel(from, peer, to -> connection(from, peer));
    }

    private PeerConnection connection(SimulatedNode from, PeerAddress peer) {
        return new PeerConnection() {
            @Override
            public CompletionStage<Rows> query(String sql) {
                return travel(from, peer, to -> {
                    Rows answer = to.answer(sql);
                    traffic.exchanged(sql, answer);
                    return answer;
                });
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }

    private boolean isCut(SimulatedNode from, PeerAddress peer) {
        SimulatedNode to = byAddress.get(peer);
        return to == null || !to.isRunning() || !connected.test(from, to) || random.nextDouble() < loss;
    }

    /** There and back again. */
    <T> CompletionStage<T> travel(SimulatedNode from, PeerAddress peer, Question<T> question) {
        CompletableFuture<T> result = new CompletableFuture<>();
        time.in(latency(), () -> {
            if (isCut(from, peer)) {
                time.in(silent ? SILENCE : UNREACHABLE,
                        () -> result.completeExceptionally(new PeerException("unreachable", false)));
                return;
            }
            try {
                T answer = question.ask(byAddress.get(peer));
                time.in(latency(), () -> {
                    if (isCut(from, peer)) {
                        time.in(silent ? SILENCE : Duration.ZERO, () -> result
                                .completeExceptionally(new PeerException("connection lost", false)));
                    } else {
                        result.complete(answer);
                    }
                });
            } catch (PeerException refused) {
                time.in(latency(), () -> result.completeExceptionally(refused));
            }
        });
        return result;
    }

    /** Nanoseconds. */
    private long latency() {
        return 100_000 + random.nextInt(900_000);
    }

    /** The different texts of a module on the nodes that run. */
    List<String> texts(String name) {
        return nodes.stream().filter(SimulatedNode::isRunning).map(node -> node.text(name)).distinct().sorted()
                .toList();
    }

    boolean isConverged() {
        return SimulatedNode.MODULES.stream().allMatch(this::isSameEverywhere);
    }

    private boolean isSameEverywhere(String name) {
        String text = null;
        for (SimulatedNode node : nodes) {
            if (node.isRunning()) {
                if (text != null && !text.equals(node.text(name))) {
                    return false;
                }
                text = node.text(name);
            }
        }
        return true;
    }

    /** How long it takes until all nodes have the same of everything. */
    Duration convergence(Duration most) {
        Duration begin = time.now();
        while (!isConverged()) {
            if (time.now().minus(begin).compareTo(most) > 0) {
                StringBuilder state = new StringBuilder("not in step after " + most + ":\n");
                for (String name : SimulatedNode.MODULES) {
                    nodes.forEach(node -> state.append(node.address).append(' ').append(node.value(name)).append('\n'));
                }
                throw new AssertionError(state.toString());
            }
            time.run(LOOK);
        }
        return time.now().minus(begin);
    }
}

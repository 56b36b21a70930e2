package switchboard.itests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Nodes of one cluster: processes of the built distribution on this machine. */
final class ClusterNodes {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String USER = "cluster1";
    static final String PASSWORD = "cluster1pass";

    private final Switchboards switchboards;
    private final int intervalMillis;
    private final List<Switchboard> nodes = new ArrayList<>();
    private final List<Integer> peerWeights = new ArrayList<>();
    private String more = "";

    ClusterNodes(Switchboards switchboards, int intervalMillis) {
        this.switchboards = switchboards;
        this.intervalMillis = intervalMillis;
    }

    /** Starts nodes that know each other. */
    ClusterNodes start(int count) {
        List<Switchboard> fresh = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fresh.add(switchboards.prepare(SwitchboardConfig.empty(), Map.of()));
        }
        fresh.forEach(node -> start(node, SwitchboardConfig.empty(), fresh));
        return this;
    }

    /** Starts nodes that nobody has told of a cluster. */
    ClusterNodes startAlone(int count) {
        for (int i = 0; i < count; i++) {
            nodes.add(switchboards.start(SwitchboardConfig.empty().mysql("monitor_enabled", "false")));
        }
        return this;
    }

    /** Starts nodes in primary mode that know each other, with these weights. */
    ClusterNodes startPrimaryMode(int... weights) {
        List<Switchboard> fresh = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            fresh.add(switchboards.prepare(SwitchboardConfig.empty(), Map.of()));
        }
        more = "switchboard_variables=\n{\n    cluster_mode=\"primary\"\n    cluster_election_port_offset="
                + freeOffset(fresh) + "\n}\n";
        for (int weight : weights) {
            peerWeights.add(weight);
        }
        fresh.forEach(node -> start(node, SwitchboardConfig.empty(), fresh));
        return this;
    }

    /** From the admin ports of all nodes to ports that nobody uses. */
    private static int freeOffset(List<Switchboard> nodes) {
        Set<Integer> known = nodes.stream().flatMap(node -> Stream.of(node.admin().port(), node.proxy().port()))
                .collect(Collectors.toSet()); // not bound yet
        for (int offset = 100; offset < 2000; offset++) {
            int tried = offset;
            if (nodes.stream().map(node -> node.admin().port() + tried)
                    .allMatch(port -> !known.contains(port) && isFree(port))) {
                return offset;
            }
        }
        throw new AssertionError("no free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException taken) {
            return false;
        }
    }

    /** Starts one more node. */
    Switchboard add(SwitchboardConfig config, Switchboard... peers) {
        Switchboard node = switchboards.prepare(SwitchboardConfig.empty(), Map.of());
        start(node, config, List.of(peers));
        return node;
    }

    private void start(Switchboard node, SwitchboardConfig config, List<Switchboard> peers) {
        config.admin("admin_credentials", "\"admin:admin;" + USER + ":" + PASSWORD + "\"")
                .admin("cluster_username", "\"" + USER + "\"").admin("cluster_password", "\"" + PASSWORD + "\"")
                .admin("cluster_check_interval_ms", intervalMillis)
                .mysql("monitor_enabled", "false"); // the servers don't exist: they would be moved and shunned
        node.configure(config.text(node.admin().port(), node.proxy().port())
                + "proxysql_servers=\n(\n"
                + IntStream.range(0, peers.size()).mapToObj(i -> "    { hostname=\"127.0.0.1\", port="
                        + peers.get(i).admin().port() + ", weight=" + (peerWeights.isEmpty() ? 0 : peerWeights.get(i))
                        + " }").collect(Collectors.joining(",\n"))
                + "\n)\n" + more);
        node.start();
        nodes.add(node);
    }

    List<Switchboard> all() {
        return nodes;
    }

    Switchboard get(int index) {
        return nodes.get(index);
    }

    /** How its peers call a node. */
    static String address(Switchboard node) {
        return "127.0.0.1:" + node.admin().port();
    }

    /** Waits until all nodes that run answer alike. */
    void await(String expected, String statement) {
        for (Switchboard node : nodes) {
            if (node.isRunning()) {
                await(node, expected, statement);
            }
        }
    }

    /** Waits until a node answers so; rows are separated by bars, values by commas. */
    static void await(Switchboard node, String expected, String statement) {
        Awaitility.await(statement + " on " + address(node)).atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
                .until(() -> text(node, statement), expected::equals);
    }

    static String text(Switchboard node, String statement) {
        return node.admin(statement).stream().map(row -> String.join(",", row)).collect(Collectors.joining("|"));
    }
}

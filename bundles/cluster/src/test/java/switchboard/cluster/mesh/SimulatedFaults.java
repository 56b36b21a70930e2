package switchboard.cluster.mesh;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** LOADs everywhere while the network is cut, loses packets, nodes die and clocks are wrong; all by the cluster's seed. */
final class SimulatedFaults {
    private final SimulatedCluster cluster;
    private final List<String> loaded;
    private final int count;

    /** @param loaded the modules that are loaded */
    SimulatedFaults(SimulatedCluster cluster, List<String> loaded) {
        this.cluster = cluster;
        this.loaded = loaded;
        count = 3 + draw(8);
        String hosts = String.join(",", IntStream.range(0, count).mapToObj(SimulatedCluster::host)
                .toList());
        int skewMillis = draw(3) == 0 ? 3000 : 300;
        for (int i = 0; i < count; i++) {
            cluster.add(SimulatedCluster.host(i), Duration.ofMillis(draw(2 * skewMillis) - skewMillis),
                    Map.of(SimulatedNode.PEERS, hosts));
        }
        cluster.time.run(Duration.ofSeconds(3));
    }

    private int draw(int bound) {
        return cluster.random.nextInt(bound);
    }

    /** One state of the network, some LOADs, perhaps a death or a start. */
    void turn(int turn) {
        cluster.network(network());
        cluster.loss(draw(4) == 0 ? 0.01 + 0.2 * cluster.random.nextDouble() : 0, draw(3) == 0);
        if (draw(4) == 0) {
            dieOrStart(cluster.nodes.get(draw(count)));
        }
        String name = loaded.get(draw(loaded.size()));
        int loads = draw(4) == 0 ? 2 : 1; // in the same second
        for (int i = 0; i < loads; i++) {
            SimulatedNode node = cluster.nodes.get(draw(count));
            if (node.isRunning()) {
                node.load(name, "turn " + turn + "." + i + " of " + node.address);
            }
        }
        cluster.time.run(Duration.ofMillis(draw(6000)));
    }

    private BiPredicate<SimulatedNode, SimulatedNode> network() {
        int border = draw(count + 1);
        int lost = draw(count);
        return switch (draw(5)) {
            case 0 -> (from, to) -> index(from) < border == index(to) < border;
            case 1 -> (from, to) -> index(from) != lost || index(to) == lost; // it hears nobody, others hear it
            default -> (from, to) -> true;
        };
    }

    private int index(SimulatedNode node) {
        return cluster.nodes.indexOf(node);
    }

    private void dieOrStart(SimulatedNode node) {
        if (!node.isRunning()) {
            node.start(node.texts()); // saved to disk
        } else if (cluster.nodes.stream().filter(SimulatedNode::isRunning).count() > 1) {
            node.stop();
        }
    }

    /** The network is whole and all nodes run; of what nobody has loaded since its start somebody loads his. */
    void end() {
        cluster.network((from, to) -> true);
        cluster.loss(0, false);
        cluster.nodes.stream().filter(node -> !node.isRunning()).forEach(node -> node.start(node.texts()));
        for (String name : loaded) {
            if (cluster.texts(name).size() > 1
                    && cluster.nodes.stream().allMatch(node -> node.value(name).version() == 1)) {
                cluster.nodes.get(draw(count)).load(name, "end");
            }
        }
    }
}

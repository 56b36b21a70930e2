package switchboard.itests;

import java.util.Set;

/** Nodes' namespaces on two bridges: those on one see each other. Needs root and {@code ip}. */
final class NodeNetwork implements AutoCloseable {
    private final int nodes;

    NodeNetwork(int nodes) {
        this.nodes = nodes;
        close(); // what an earlier run has left
        for (int side = 0; side < 2; side++) {
            ip("link add swb" + side + " type bridge");
            ip("link set swb" + side + " up");
        }
        for (int i = 0; i < nodes; i++) {
            ip("netns add " + namespace(i));
            ip("link add swv" + i + " type veth peer name eth0 netns " + namespace(i));
            ip("-n " + namespace(i) + " addr add " + address(i) + "/24 dev eth0");
            ip("-n " + namespace(i) + " link set eth0 up");
            ip("-n " + namespace(i) + " link set lo up");
            ip("link set swv" + i + " master swb0 up");
        }
    }

    static String namespace(int node) {
        return "swn" + node;
    }

    static String address(int node) {
        return "10.77.0." + (node + 1);
    }

    /** Lets the named nodes see each other and nobody else, and the others likewise. */
    void cut(Set<Integer> apart) {
        for (int i = 0; i < nodes; i++) {
            ip("link set swv" + i + " master swb" + (apart.contains(i) ? 1 : 0));
        }
    }

    /** What is sent to the named nodes and by them is lost, and nobody is told. */
    void isolate(Set<Integer> lost) {
        for (int node : lost) {
            ip("link set swv" + node + " nomaster");
        }
    }

    void heal() {
        cut(Set.of());
    }

    private static void ip(String words) {
        Shell.run(("ip " + words).split(" ")).orFail();
    }

    @Override
    public void close() {
        for (int i = 0; i < nodes; i++) {
            Shell.run("ip", "netns", "del", namespace(i));
            Shell.run("ip", "link", "del", "swv" + i);
        }
        Shell.run("ip", "link", "del", "swb0");
        Shell.run("ip", "link", "del", "swb1");
    }
}

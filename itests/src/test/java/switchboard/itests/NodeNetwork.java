package switchboard.itests;

import java.util.Set;

/**
 * Nodes' namespaces on two bridges: those on one see each other; a link of its own leads to each node from here. Needs root and {@code ip}. Two may be there at once by
 * {@code -Dnetwork.name} (8 letters) and {@code -Dnetwork.number}.
 */
final class NodeNetwork implements AutoCloseable {
    private static final String NAME = System.getProperty("network.name", "sw");
    private static final int NUMBER = Integer.getInteger("network.number", 0);
    private static final String SUBNET = "10.77." + NUMBER + ".";
    private static final int FIRST_OF_RELAY = 101;

    private final int nodes;

    NodeNetwork(int nodes) {
        this.nodes = nodes;
        close(); // what an earlier run has left
        for (int side = 0; side < 2; side++) {
            ip("link add " + bridge(side) + " type bridge");
            ip("link set " + bridge(side) + " up");
        }
        for (int i = 0; i < nodes; i++) {
            ip("netns add " + namespace(i));
            ip("link add " + link(i) + " type veth peer name eth0 netns " + namespace(i));
            ip("-n " + namespace(i) + " addr add " + address(i) + "/24 dev eth0");
            ip("-n " + namespace(i) + " link set eth0 up");
            ip("-n " + namespace(i) + " link set lo up");
            ip("link set " + link(i) + " master " + bridge(0) + " up");
            door(i);
        }
    }

    private static void door(int node) {
        ip("link add " + doorLink(node) + " type veth peer name eth1 netns " + namespace(node));
        ip("-n " + namespace(node) + " addr add " + outside(node) + "/30 dev eth1");
        ip("-n " + namespace(node) + " link set eth1 up");
        ip("addr add " + doorSubnet() + (4 * node + 1) + "/30 dev " + doorLink(node));
        ip("link set " + doorLink(node) + " up");
    }

    private static String doorLink(int node) {
        return NAME + "d" + node;
    }

    private static String doorSubnet() {
        return "10.78." + NUMBER + ".";
    }

    /** Where a node is reached from here, whatever is cut. */
    static String outside(int node) {
        return doorSubnet() + (4 * node + 2);
    }

    static String namespace(int node) {
        return NAME + "n" + node;
    }

    static String address(int node) {
        return SUBNET + (node + 1);
    }

    private static String bridge(int side) {
        return NAME + "b" + side;
    }

    private static String link(int node) {
        return NAME + "v" + node;
    }

    /** Where a relay stands for a node. */
    static String relayAddress(int node) {
        return SUBNET + (node + FIRST_OF_RELAY);
    }

    /** The node that has an address. */
    static int number(String address) {
        return Integer.parseInt(address.substring(SUBNET.length())) - 1;
    }

    /** Gives this machine the addresses of relays. */
    void addRelayAddresses() {
        for (int i = 0; i < nodes; i++) {
            ip("addr add " + relayAddress(i) + "/24 dev " + bridge(0));
        }
    }

    /** Lets the named nodes see each other and nobody else, and the others likewise. */
    void cut(Set<Integer> apart) {
        for (int i = 0; i < nodes; i++) {
            ip("link set " + link(i) + " master " + bridge(apart.contains(i) ? 1 : 0));
        }
    }

    /** What is sent to the named nodes and by them is lost, and nobody is told. */
    void isolate(Set<Integer> lost) {
        for (int node : lost) {
            ip("link set " + link(node) + " nomaster");
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
            Shell.run("ip", "link", "del", link(i));
            Shell.run("ip", "link", "del", doorLink(i));
        }
        Shell.run("ip", "link", "del", bridge(0));
        Shell.run("ip", "link", "del", bridge(1));
    }
}

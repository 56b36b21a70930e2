package switchboard.topology;

import java.util.Objects;
import switchboard.api.server.ServerKey;

/** A server without its hostgroups. */
public record Node(String hostname, int port) implements Comparable<Node> {
    public Node {
        Objects.requireNonNull(hostname);
    }

    public static Node of(ServerKey key) {
        return new Node(key.hostname(), key.port());
    }

    /** Its place in a hostgroup. */
    public ServerKey in(int hostgroup) {
        return new ServerKey(hostgroup, hostname, port);
    }

    @Override
    public int compareTo(Node other) {
        int order = hostname.compareTo(other.hostname);
        return order != 0 ? order : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
        return hostname + ':' + port;
    }
}

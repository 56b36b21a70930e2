package switchboard.cluster.decision;

import java.util.Comparator;
import java.util.Objects;

/** The admin port of a node: the key of proxysql_servers. */
public record PeerAddress(String hostname, int port) implements Comparable<PeerAddress> {
    private static final Comparator<PeerAddress> ORDER = Comparator.comparing(PeerAddress::hostname)
            .thenComparingInt(PeerAddress::port);

    public PeerAddress {
        Objects.requireNonNull(hostname);
    }

    @Override
    public int compareTo(PeerAddress other) {
        return ORDER.compare(this, other);
    }

    /** As ProxySQL logs it. */
    @Override
    public String toString() {
        return hostname + ":" + port;
    }
}

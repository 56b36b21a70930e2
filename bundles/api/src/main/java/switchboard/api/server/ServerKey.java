package switchboard.api.server;

import java.util.Objects;

/** A server's place: the key of mysql_servers. Port 0 means that {@code hostname} is the path of a Unix socket. */
public record ServerKey(int hostgroup, String hostname, int port) implements Comparable<ServerKey> {
    public ServerKey {
        Objects.requireNonNull(hostname);
    }

    @Override
    public int compareTo(ServerKey other) {
        int order = Integer.compare(hostgroup, other.hostgroup);
        if (order == 0) {
            order = hostname.compareTo(other.hostname);
        }
        return order != 0 ? order : Integer.compare(port, other.port);
    }
}

package switchboard.group.replication;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import switchboard.topology.Node;

/** The members of the group as one of them tells: {@code host:port,host:port} (MySQL 8 and later). */
final class Discovery {
    private static final int MAX_PORT = 65_535;

    private Discovery() {
    }

    /** @param members may be null; what is no address in it is left out */
    static Set<Node> members(String members) {
        Set<Node> found = new LinkedHashSet<>();
        for (String member : members == null ? List.<String>of() : List.of(members.split(","))) {
            int colon = member.lastIndexOf(':');
            if (colon > 0 && member.substring(colon + 1).strip().matches("\\d{1,5}")) {
                int port = Integer.parseInt(member.substring(colon + 1).strip());
                String host = member.substring(0, colon).strip();
                if (port > 0 && port <= MAX_PORT && !host.isEmpty()) {
                    found.add(new Node(host, port));
                }
            }
        }
        return found;
    }
}

package switchboard.group.replication;

import java.util.LinkedHashSet;
import java.util.Set;
import switchboard.topology.Node;

/** The members of the group as one of them tells: {@code host:port,host:port} (MySQL 8 and later). */
final class Discovery {
    private static final int MAX_PORT = 65_535;
    private static final int GROUP_CONCAT_MAX_LEN = 1024; // the servers' default: there the list is cut

    private Discovery() {
    }

    /** Whether nobody can be missing in the list. */
    static boolean isWhole(String members) {
        return members != null && members.length() < GROUP_CONCAT_MAX_LEN;
    }

    /** @param members may be null; what is no address in it is left out, and the last one of a list that was cut */
    static Set<Node> members(String members) {
        if (members == null) {
            return Set.of();
        }
        String told = isWhole(members) ? members : members.substring(0, Math.max(0, members.lastIndexOf(',')));
        Set<Node> found = new LinkedHashSet<>();
        for (String member : told.split(",")) {
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

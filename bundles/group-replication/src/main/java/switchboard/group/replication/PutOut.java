package switchboard.group.replication;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import switchboard.topology.Node;

/**
 * Members that the group has put out and that don't know it yet. One that hung and goes on says for seconds that it is
 * ONLINE and the primary, while the others have another one (seen with MySQL 9.7). Its word stands against theirs: if more
 * than half of those whom it names itself name a group without it, it is out, for only a majority can decide that.
 */
final class PutOut {
    private PutOut() {
    }

    /**
     * @param views whom each viable member names, by the names that the servers have in mysql_servers: a member that does
     *            not name itself has another name in its group, and nothing is known of it
     */
    static Set<Node> of(Map<Node, Set<Node>> views) {
        Map<Node, Set<Node>> named = new HashMap<>(views);
        named.entrySet().removeIf(view -> !view.getValue().contains(view.getKey()));
        Set<Node> out = new HashSet<>();
        named.forEach((node, view) -> {
            long without = view.stream().filter(other -> named.containsKey(other) && !named.get(other).contains(node))
                    .count();
            if (2 * without > view.size()) {
                out.add(node);
            }
        });
        return out;
    }
}

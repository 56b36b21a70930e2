package switchboard.topology.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import switchboard.api.table.Rows;
import switchboard.topology.Node;

/**
 * The last checks of each node, as rows of a table that begins with hostname, port and time_start_us (ProxySQL 2.7: 100 for
 * Galera and Group Replication, 150 for Aurora). Any thread.
 */
public final class NodeHistory {
    private final int size;
    private final List<String> columns;
    private final Map<Node, Deque<List<String[]>>> checks = new ConcurrentSkipListMap<>();

    /** @param size how many checks of a node are kept */
    public NodeHistory(int size, List<String> columns) {
        this.size = size;
        this.columns = List.copyOf(columns);
    }

    /** Notes one check; what has more than one answer has more than one row. */
    public void add(Node node, List<String[]> rows) {
        Deque<List<String[]>> ring = checks.computeIfAbsent(node, any -> new ArrayDeque<>());
        synchronized (ring) {
            ring.add(rows);
            if (ring.size() > size) {
                ring.remove();
            }
        }
    }

    /** Forgets nodes that are no longer configured. */
    public void keepOnly(Collection<Node> known) {
        checks.keySet().retainAll(known);
    }

    /** All rows: node by node, the oldest first. */
    public Rows rows() {
        List<String[]> rows = new ArrayList<>();
        checks.values().forEach(ring -> {
            synchronized (ring) {
                ring.forEach(rows::addAll);
            }
        });
        return new Rows(columns, rows);
    }
}

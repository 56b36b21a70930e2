package switchboard.topology.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import switchboard.api.table.Rows;
import switchboard.topology.Node;

/** How many checks in a row each node has missed. Any thread. */
public final class MissedChecks {
    private static final List<String> COLUMNS = List.of("hostname", "port", "missed");

    private final Map<Node, Integer> missed = new ConcurrentHashMap<>();

    /** Counts one more; returns how many there are in a row. */
    public int miss(Node node) {
        return missed.merge(node, 1, (before, one) -> before == Integer.MAX_VALUE ? before : before + one);
    }

    /** It has answered, be it with an error. */
    public void answer(Node node) {
        missed.remove(node);
    }

    public int count(Node node) {
        return missed.getOrDefault(node, 0);
    }

    /** For a successor. */
    public Rows memory() {
        List<String[]> rows = new ArrayList<>();
        missed.forEach((node, count) -> rows
                .add(new String[]{node.hostname(), Integer.toString(node.port()), count.toString()}));
        return new Rows(COLUMNS, rows);
    }

    /** Goes on from what a predecessor has counted; what has been counted here since stays. */
    public void takeOver(Rows memory) {
        for (int i = 0; i < memory.size(); i++) {
            missed.putIfAbsent(new Node(memory.row(i).text("hostname"), (int) memory.row(i).number("port")),
                    (int) memory.row(i).number("missed"));
        }
    }
}

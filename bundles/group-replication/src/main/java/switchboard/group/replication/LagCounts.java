package switchboard.group.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import switchboard.api.table.Rows;
import switchboard.topology.Node;

/** How long each member has been behind. Any thread. */
final class LagCounts {
    private static final List<String> COLUMNS = List.of("hostname", "port", "samples", "before");

    private final Map<Node, Lag> lags = new ConcurrentHashMap<>();

    /** Takes one answer of a member that the lag rule is for. */
    Lag sample(Node node, boolean behind, int softAt) {
        return lags.compute(node, (any, lag) -> (lag == null ? Lag.NONE : lag).after(behind, softAt));
    }

    /** The rule is no longer for it. */
    void forget(Node node) {
        lags.remove(node);
    }

    /** For a successor. */
    Rows memory() {
        List<String[]> rows = new ArrayList<>();
        lags.forEach((node, lag) -> rows.add(new String[]{node.hostname(), Integer.toString(node.port()),
                Integer.toString(lag.samples()), Integer.toString(lag.before())}));
        return new Rows(COLUMNS, rows);
    }

    void takeOver(Rows memory) {
        for (int i = 0; i < memory.size(); i++) {
            lags.putIfAbsent(new Node(memory.row(i).text("hostname"), (int) memory.row(i).number("port")),
                    new Lag((int) memory.row(i).number("samples"), (int) memory.row(i).number("before"), 1));
        }
    }
}

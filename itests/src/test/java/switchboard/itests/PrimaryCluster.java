package switchboard.itests;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** What the nodes of a cluster in primary mode say of themselves. One thread. */
final class PrimaryCluster implements AutoCloseable {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final String RUNNING = "SELECT rule_id FROM runtime_mysql_query_rules ORDER BY rule_id";
    private static final int PRIMARY = 1;
    private static final int DESIGNATION = 2;
    private static final int MAJORITY = 6;
    private static final int TAKES_LOADS = 7;

    private final List<NetworkNode> nodes;
    private final List<NodeClient> clients;
    private final int candidates;

    /** @param candidates the first so many nodes, the best one in front; the others only follow */
    PrimaryCluster(List<NetworkNode> nodes, int candidates) {
        this.nodes = nodes;
        this.clients = nodes.stream().map(NetworkNode::client).toList();
        this.candidates = candidates;
    }

    private Optional<List<String>> standing(int node) {
        return clients.get(node).rowsOrNone("SHOW CLUSTER PRIMARY").stream().findFirst();
    }

    private boolean takesLoads(int node) {
        return standing(node).map(row -> row.get(TAKES_LOADS).equals("1")).orElse(false);
    }

    /** Who takes LOADs now; in a cluster that is whole the best one may be about to take over. */
    NetworkNode primary(Duration patience) {
        return Awaitility.await("a primary").atMost(patience).pollInterval(OFTEN)
                .until(() -> IntStream.range(0, candidates).filter(this::takesLoads).mapToObj(nodes::get).findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    void awaitAnother(NetworkNode before, Duration patience) {
        Awaitility.await("another primary than " + before.address()).atMost(patience).pollInterval(OFTEN)
                .until(() -> IntStream.range(0, candidates)
                        .anyMatch(node -> nodes.get(node) != before && takesLoads(node)));
    }

    /** Waits until all nodes name one primary, which takes LOADs. @param best it has the highest weight */
    void awaitWhole(Duration patience, boolean best) {
        Awaitility.await("the cluster is whole").atMost(patience).pollInterval(Duration.ofMillis(200))
                .until(() -> isWhole(best));
    }

    private boolean isWhole(boolean best) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Optional<List<String>> row = standing(i);
            if (row.isEmpty() || i < candidates && row.get().get(MAJORITY).equals("0")) {
                return false;
            }
            rows.add(row.get());
        }
        return rows.stream().map(row -> row.subList(PRIMARY, DESIGNATION + 1)).distinct().count() == 1
                && rows.stream().filter(row -> row.get(TAKES_LOADS).equals("1")).count() == 1
                && (!best || rows.getFirst().get(TAKES_LOADS).equals("1"));
    }

    static Set<Integer> running(NodeClient client) throws SQLException {
        return client.rows(RUNNING).stream().map(row -> Integer.valueOf(row.getFirst()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Waits until all nodes run the same. */
    Set<Integer> awaitSame(Duration patience) {
        return Awaitility.await("all nodes run the same").atMost(patience)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    List<Set<Integer>> all = new ArrayList<>();
                    for (NodeClient each : clients) {
                        all.add(running(each));
                    }
                    return all.stream().distinct().count() == 1
                            ? Optional.of(all.getFirst())
                            : Optional.<Set<Integer>>empty();
                }, Optional::isPresent).orElseThrow();
    }

    @Override
    public void close() {
        for (NodeClient each : clients) {
            try {
                each.close();
            } catch (SQLException gone) {
                continue;
            }
        }
    }
}

package switchboard.aurora;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.HealthCheck;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerMove;
import switchboard.api.table.Rows;
import switchboard.topology.Node;
import switchboard.topology.Placement;
import switchboard.topology.check.NodeHistory;
import switchboard.topology.check.RoundLog;
import switchboard.topology.check.Targets;

/** Asks one server of each active cluster about all of them. A group is a writer hostgroup. */
final class AuroraCheck implements HealthCheck {
    static final String NAME = "aurora";

    private static final CheckQuestion QUESTION = CheckQuestion.Query.of(AuroraQuery.STATEMENT);
    private static final int REMEMBERED = 100; // as many as a monitor keeps
    private static final Duration SOON = Duration.ofMillis(100);

    /**
     * What one result says.
     *
     * @param failures in a row until now
     */
    private record Seen(List<Replica> replicas, Map<String, Long> estimatesMs, int failures) {
        Optional<String> writer() {
            return replicas.stream().filter(Replica::isWriter).map(Replica::serverId).findFirst();
        }
    }

    private final Supplier<List<AuroraRow>> clusters;
    private final Supplier<ServerDirectory> directory;
    private final RandomGenerator random;
    private final Map<String, ClusterState> states = new ConcurrentHashMap<>();
    private final CheckStatus status = new CheckStatus();
    private final NodeHistory history = new NodeHistory(AuroraLog.SIZE, AuroraLog.COLUMNS);
    private final RoundLog log = new RoundLog(LoggerFactory.getLogger(AuroraCheck.class));

    AuroraCheck(Supplier<List<AuroraRow>> clusters, Supplier<ServerDirectory> directory, RandomGenerator random) {
        this.clusters = clusters;
        this.directory = directory;
        this.random = random;
    }

    /** The rows of the log table. */
    Rows history() {
        return history.rows();
    }

    CheckStatus status() {
        return status;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<CheckGroup> groups() {
        return clusters.get().stream().filter(AuroraRow::active)
                .map(row -> new CheckGroup(key(row), row.checkInterval(), row.checkTimeout())).toList();
    }

    @Override
    public List<CheckTarget> targets(CheckGroup group) {
        return row(group).map(row -> target(group, row)).orElse(List.of());
    }

    private List<CheckTarget> servers(AuroraRow row) {
        return Targets.of(directory.get().servers(), List.of(row.writerHostgroup(), row.readerHostgroup()), QUESTION);
    }

    private Set<Node> nodes() {
        return clusters.get().stream().filter(AuroraRow::active).flatMap(row -> servers(row).stream())
                .map(AuroraCheck::node).collect(Collectors.toSet());
    }

    private List<CheckTarget> target(CheckGroup group, AuroraRow row) {
        List<CheckTarget> all = servers(row);
        if (all.isEmpty()) {
            return all;
        }
        Node chosen = state(group).choose(all.stream().map(AuroraCheck::node).toList(), random);
        return all.stream().filter(target -> node(target).equals(chosen)).toList();
    }

    @Override
    public void answered(CheckGroup group, CheckResult result) {
        status.count(group.key(), result);
    }

    @Override
    public Duration roundEnded(CheckGroup group, List<CheckResult> results) {
        Optional<AuroraRow> row = row(group);
        Set<Node> known = nodes();
        history.keepOnly(known);
        status.keepOnly(known);
        if (row.isEmpty()) {
            return group.interval();
        }
        if (results.isEmpty()) { // it was skipped: somebody else may answer
            return state(group).failed() == 1 ? soon(group) : group.interval();
        }
        CheckResult result = results.getFirst();
        Seen seen = note(group, row.get(), result);
        if (seen.replicas().isEmpty()) {
            return seen.failures() <= 2 ? soon(group) : group.interval(); // twice at once, then as usual
        }
        place(row.get(), result, seen);
        return group.interval();
    }

    /** Takes a result into the log and the lags. */
    private Seen note(CheckGroup group, AuroraRow row, CheckResult result) {
        List<Replica> replicas = result.isSuccess() ? AuroraQuery.replicas(result.rows()) : List.of();
        Seen seen = replicas.isEmpty()
                ? new Seen(replicas, Map.of(), state(group).failed())
                : new Seen(replicas, state(group).answered(node(result.target()), replicas, row.lag()), 0);
        history.add(node(result.target()), AuroraLog.rows(result, replicas, seen.estimatesMs()));
        return seen;
    }

    private void place(AuroraRow row, CheckResult result, Seen seen) {
        AtomicReference<Placement> last = new AtomicReference<>(Placement.NONE);
        List<ServerMove> moves = directory.get().change(NAME, now -> {
            last.set(AuroraPlan.of(row, now, seen.replicas(), seen.estimatesMs()));
            return last.get().moves();
        });
        log.tell(key(row), last.get().log(), !moves.isEmpty());
        moves.stream().filter(ServerMove.Add.class::isInstance)
                .filter(move -> move.key().hostgroup() == row.writerHostgroup())
                .forEach(move -> status.failover(key(row), move.key().hostname(), result));
    }

    @Override
    public int remembered() {
        return REMEMBERED;
    }

    /** Counts, notes and looks at lags as if they were its own, but moves nobody: what they say may be over. */
    @Override
    public void takeOver(CheckGroup group, List<CheckResult> earlier) {
        row(group).ifPresent(row -> {
            Optional<String> writer = Optional.empty();
            for (CheckResult result : earlier) {
                answered(group, result);
                Optional<String> next = note(group, row, result).writer();
                if (writer.isPresent() && next.isPresent() && !next.equals(writer)) {
                    status.failover(group.key(), next.get() + row.domainName(), result);
                }
                writer = next.isPresent() ? next : writer;
            }
        });
    }

    private ClusterState state(CheckGroup group) {
        return states.computeIfAbsent(group.key(), any -> new ClusterState());
    }

    private Optional<AuroraRow> row(CheckGroup group) {
        return clusters.get().stream().filter(AuroraRow::active).filter(row -> key(row).equals(group.key()))
                .findFirst();
    }

    private static Duration soon(CheckGroup group) {
        return SOON.compareTo(group.interval()) < 0 ? SOON : group.interval();
    }

    private static String key(AuroraRow row) {
        return Integer.toString(row.writerHostgroup());
    }

    private static Node node(CheckTarget target) {
        return new Node(target.hostname(), target.port());
    }
}

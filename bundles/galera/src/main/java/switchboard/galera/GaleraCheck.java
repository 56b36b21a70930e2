package switchboard.galera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.HealthCheck;
import switchboard.api.server.ServerDirectory;
import switchboard.api.table.Rows;
import switchboard.topology.ClusterDraft;
import switchboard.topology.ClusterRow;
import switchboard.topology.Node;
import switchboard.topology.Placement;
import switchboard.topology.Verdict;
import switchboard.topology.check.MissedChecks;
import switchboard.topology.check.NodeHistory;
import switchboard.topology.check.RoundLog;
import switchboard.topology.check.Targets;

/** Asks the nodes of each active cluster, and puts its servers where the round says. A group is a writer hostgroup. */
final class GaleraCheck implements HealthCheck {
    static final String NAME = "galera";

    private static final int REMEMBERED = GaleraLog.SIZE;
    private static final CheckQuestion QUESTION = new CheckQuestion.Query(GaleraQuery::statement);
    private static final GaleraAnswer NO_ANSWER = GaleraQuery.answer(CheckResult.NO_ROWS);

    private final Supplier<List<ClusterRow>> clusters;
    private final Supplier<ServerDirectory> directory;
    private final MissedChecks missed = new MissedChecks();
    private final NodeHistory history = new NodeHistory(GaleraLog.SIZE, GaleraLog.COLUMNS);
    private final RoundLog log = new RoundLog(LoggerFactory.getLogger(GaleraCheck.class));
    private volatile GaleraSettings settings = GaleraSettings.DEFAULT;

    GaleraCheck(Supplier<List<ClusterRow>> clusters, Supplier<ServerDirectory> directory) {
        this.clusters = clusters;
        this.directory = directory;
    }

    void settings(GaleraSettings now) {
        settings = now;
    }

    /** The rows of the log table. */
    Rows history() {
        return history.rows();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<CheckGroup> groups() {
        GaleraSettings now = settings;
        return clusters.get().stream().filter(ClusterRow::active)
                .map(row -> new CheckGroup(Integer.toString(row.writerHostgroup()), now.interval(), now.timeout()))
                .toList();
    }

    @Override
    public List<CheckTarget> targets(CheckGroup group) {
        return row(group).map(row -> Targets.of(directory.get().servers(), ClusterDraft.hostgroups(row), QUESTION))
                .orElse(List.of());
    }

    @Override
    public void answered(CheckGroup group, CheckResult result) {
        Node node = node(result);
        if (result.timedOut()) {
            missed.miss(node);
        } else {
            missed.answer(node);
        }
        GaleraAnswer answer = result.isSuccess() ? GaleraQuery.answer(result.rows()) : NO_ANSWER;
        history.add(node, List.<String[]>of(GaleraLog.row(result, answer)));
    }

    @Override
    public Duration roundEnded(CheckGroup group, List<CheckResult> results) {
        row(group).ifPresent(row -> place(row, results));
        return group.interval();
    }

    private void place(ClusterRow row, List<CheckResult> results) {
        Map<Node, Verdict> verdicts = new HashMap<>();
        Set<Node> lastResorts = new HashSet<>();
        List<String> lines = new ArrayList<>();
        for (CheckResult result : results) {
            Node node = node(result);
            if (result.isSuccess()) {
                GaleraAnswer answer = GaleraQuery.answer(result.rows());
                verdicts.put(node, GaleraVerdict.of(answer, row.maxTransactionsBehind()));
                if (answer.mayWriteAtLast()) {
                    lastResorts.add(node);
                }
            } else if (!result.timedOut()) {
                verdicts.put(node, Verdict.offline(result.error()));
            } else if (missed.count(node) >= settings.maxTimeouts()) {
                lines.add("Server %s:%d missed %d Galera checks. Assuming offline".formatted(node.hostname(),
                        node.port(), settings.maxTimeouts()));
                verdicts.put(node, Verdict.offline(result.error()));
            }
        }
        AtomicReference<Placement> last = new AtomicReference<>(Placement.NONE);
        boolean changed = !directory.get().change(NAME, now -> {
            last.set(GaleraPlan.of(row, now, verdicts, lastResorts));
            return last.get().moves();
        }).isEmpty();
        lines.addAll(last.get().log());
        log.tell(Integer.toString(row.writerHostgroup()), lines, changed);
    }

    @Override
    public int remembered() {
        return REMEMBERED;
    }

    @Override
    public void takeOver(CheckGroup group, List<CheckResult> earlier) {
        earlier.forEach(result -> answered(group, result));
    }

    /** The row of a group; none if a LOAD has taken it away or made it inactive meanwhile. */
    private Optional<ClusterRow> row(CheckGroup group) {
        return clusters.get().stream().filter(ClusterRow::active)
                .filter(row -> Integer.toString(row.writerHostgroup()).equals(group.key())).findFirst();
    }

    private static Node node(CheckResult result) {
        return new Node(result.target().hostname(), result.target().port());
    }
}

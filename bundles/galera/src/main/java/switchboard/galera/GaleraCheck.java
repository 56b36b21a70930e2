package switchboard.galera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.HealthCheck;
import switchboard.api.server.ServerDirectory;
import switchboard.api.table.Rows;
import switchboard.topology.ClusterRow;
import switchboard.topology.Node;
import switchboard.topology.Verdict;
import switchboard.topology.check.ClusterGroups;
import switchboard.topology.check.MissedChecks;
import switchboard.topology.check.NodeHistory;
import switchboard.topology.check.Targets;

/** Asks the nodes of each active cluster, and puts its servers where the round says. A group is a writer hostgroup. */
final class GaleraCheck implements HealthCheck {
    static final String NAME = "galera";

    private static final int REMEMBERED = GaleraLog.SIZE;
    private static final CheckQuestion QUESTION = new CheckQuestion.Query(GaleraQuery::statement);
    private static final GaleraAnswer NO_ANSWER = GaleraQuery.answer(CheckResult.NO_ROWS);

    private final ClusterGroups clusters;
    private final MissedChecks missed = new MissedChecks();
    private final NodeHistory history = new NodeHistory(GaleraLog.SIZE, GaleraLog.COLUMNS);
    private volatile GaleraSettings settings = GaleraSettings.DEFAULT;

    GaleraCheck(Supplier<List<ClusterRow>> clusters, Supplier<ServerDirectory> directory) {
        this.clusters = new ClusterGroups(NAME, clusters, directory, LoggerFactory.getLogger(GaleraCheck.class));
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
        return clusters.groups(now.interval(), now.timeout());
    }

    @Override
    public List<CheckTarget> targets(CheckGroup group) {
        return clusters.targets(group, QUESTION);
    }

    @Override
    public void answered(CheckGroup group, CheckResult result) {
        Node node = Targets.node(result);
        missed.note(result);
        GaleraAnswer answer = result.isSuccess() ? GaleraQuery.answer(result.rows()) : NO_ANSWER;
        history.add(node, List.<String[]>of(GaleraLog.row(result, answer)));
    }

    @Override
    public Duration roundEnded(CheckGroup group, List<CheckResult> results) {
        clusters.row(group).ifPresent(row -> place(row, results));
        Set<Node> known = clusters.nodes();
        missed.keepOnly(known);
        history.keepOnly(known);
        return group.interval();
    }

    private void place(ClusterRow row, List<CheckResult> results) {
        Map<Node, Verdict> verdicts = new HashMap<>();
        Set<Node> lastResorts = new HashSet<>();
        List<String> lines = new ArrayList<>();
        for (CheckResult result : results) {
            Node node = Targets.node(result);
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
        clusters.place(row, lines, now -> GaleraPlan.of(row, now, verdicts, lastResorts));
    }

    @Override
    public int remembered() {
        return REMEMBERED;
    }

    @Override
    public void takeOver(CheckGroup group, List<CheckResult> earlier) {
        earlier.forEach(result -> answered(group, result));
    }
}

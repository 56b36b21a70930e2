package switchboard.group.replication;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.HealthCheck;
import switchboard.api.server.Server;
import switchboard.api.server.ServerDirectory;
import switchboard.api.server.ServerMove;
import switchboard.api.table.Rows;
import switchboard.topology.ClusterRow;
import switchboard.topology.Node;
import switchboard.topology.Verdict;
import switchboard.topology.check.ClusterGroups;
import switchboard.topology.check.MissedChecks;
import switchboard.topology.check.NodeHistory;
import switchboard.topology.check.Targets;

/** Asks the members of each active group, and puts its servers where the round says. A check group is a writer hostgroup. */
final class GroupReplicationCheck implements HealthCheck {
    static final String NAME = "group-replication";

    private static final Logger LOGGER = LoggerFactory.getLogger(GroupReplicationCheck.class);
    private static final int REMEMBERED = GroupReplicationLog.SIZE;
    private static final CheckQuestion QUESTION = new CheckQuestion.Query(GroupReplicationAnswer::statement);
    private static final GroupReplicationAnswer NO_ANSWER = new GroupReplicationAnswer(false, true, 0, null);

    private final ClusterGroups clusters;
    private final Supplier<ServerDirectory> directory;
    private final MissedChecks missed = new MissedChecks();
    private final LagCounts lags = new LagCounts();
    private final NodeHistory history = new NodeHistory(GroupReplicationLog.SIZE, GroupReplicationLog.COLUMNS);
    private volatile GroupReplicationSettings settings = GroupReplicationSettings.DEFAULT;

    GroupReplicationCheck(Supplier<List<ClusterRow>> clusters, Supplier<ServerDirectory> directory) {
        this.clusters = new ClusterGroups(NAME, clusters, directory, LOGGER);
        this.directory = directory;
    }

    void settings(GroupReplicationSettings now) {
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
        GroupReplicationSettings now = settings;
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
        GroupReplicationAnswer answer = result.isSuccess() ? GroupReplicationAnswer.of(result) : NO_ANSWER;
        history.add(node, List.<String[]>of(GroupReplicationLog.row(result, answer)));
        if (result.isSuccess()) {
            clusters.row(group).ifPresent(row -> sampleLag(row, node, answer));
        }
    }

    @Override
    public Duration roundEnded(CheckGroup group, List<CheckResult> results) {
        clusters.row(group).ifPresent(row -> place(row, results));
        Set<Node> known = clusters.nodes();
        missed.keepOnly(known);
        history.keepOnly(known);
        lags.keepOnly(known);
        return group.interval();
    }

    private void place(ClusterRow row, List<CheckResult> results) {
        GroupReplicationSettings now = settings;
        List<String> lines = new ArrayList<>();
        Map<Node, Verdict> verdicts = new HashMap<>();
        Map<Node, Lag> late = new HashMap<>();
        Map<Node, String> told = new HashMap<>();
        for (CheckResult result : results) {
            Node node = Targets.node(result);
            if (result.isSuccess()) {
                GroupReplicationAnswer answer = GroupReplicationAnswer.of(result);
                verdicts.put(node, answer.verdict());
                if (answer.viableCandidate()) {
                    told.put(node, answer.members());
                }
                lags.find(node).ifPresent(lag -> late.put(node, lag));
            } else if (!result.timedOut()) {
                verdicts.put(node, Verdict.offline(result.error()));
            } else if (missed.count(node) >= now.maxTimeouts()) {
                lines.add("Server %s:%d missed %d group replication checks. Number retries %d, Assuming offline"
                        .formatted(node.hostname(), node.port(), now.maxTimeouts(), now.maxTimeouts()));
                verdicts.put(node, Verdict.offline(result.error()));
            }
        }
        Map<Node, Set<Node>> views = new HashMap<>();
        told.forEach((node, list) -> {
            if (Discovery.isWhole(list)) {
                views.put(node, Discovery.members(list));
            }
        });
        PutOut.of(views).forEach(node -> {
            told.remove(node);
            verdicts.put(node, Verdict.offline("most members that it names have put it out of the group"));
        });
        Set<Node> members = new HashSet<>();
        told.values().forEach(list -> members.addAll(Discovery.members(list)));
        GroupReplicationPlan.Seen seen = new GroupReplicationPlan.Seen(verdicts, late, members);
        clusters.place(row, lines, servers -> GroupReplicationPlan.of(row, servers, seen))
                .forEach(this::logDiscovered);
    }

    private void sampleLag(ClusterRow row, Node node, GroupReplicationAnswer answer) {
        GroupReplicationSettings now = settings;
        if (row.maxTransactionsBehind() == 0 || !answer.viableCandidate()
                || !now.lagScope().includes(answer.readOnly())) {
            if (lags.find(node).filter(lag -> lag.samples() > 0).isPresent()) {
                lags.sample(node, false, now.lagCount()); // whoever was shunned by the rule comes back
            } else {
                lags.forget(node);
            }
        } else {
            lags.sample(node, answer.transactionsBehind() > row.maxTransactionsBehind(), now.lagCount());
        }
    }

    private void logDiscovered(ServerMove move) {
        if (move instanceof ServerMove.Add add && add.from() == null) {
            for (Server server : directory.get().servers().in(add.key().hostgroup())) {
                if (server.key().equals(add.key())) {
                    LOGGER.info("Adding new discovered GR node {}:{} with: hostgroup={}, weight={}, "
                            + "max_connections={}, use_ssl={}", server.key().hostname(), server.key().port(),
                            server.key().hostgroup(), server.weight(), server.maxConnections(),
                            server.useSsl() ? 1 : 0);
                }
            }
        }
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

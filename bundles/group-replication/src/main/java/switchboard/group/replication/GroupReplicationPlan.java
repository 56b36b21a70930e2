package switchboard.group.replication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import switchboard.api.server.Server;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.topology.ClusterDraft;
import switchboard.topology.ClusterRow;
import switchboard.topology.Draft;
import switchboard.topology.Node;
import switchboard.topology.Placement;
import switchboard.topology.Verdict;
import switchboard.topology.WriterLimit;

/** Where the servers of a replication group belong: a pure function (ProxySQL 2.7 manual, mysql_group_replication_hostgroups). */
final class GroupReplicationPlan {
    private static final String KIND = "Group Replication";
    private static final WriterLimit LIMIT = new WriterLimit("Group replication",
            Set.of(ServerStatus.ONLINE, ServerStatus.SHUNNED), false);

    private final ClusterRow row;
    private final ServersSnapshot now;
    private final Seen seen;
    private final ClusterDraft cluster;
    private final Draft draft;
    private final List<Node> writers = new ArrayList<>();

    /**
     * What is known of the group.
     *
     * @param verdicts by the last answers; nodes that have none stay where they are
     * @param lags of the nodes in {@code verdicts} that the lag rule is for
     * @param members whom the group names
     */
    record Seen(Map<Node, Verdict> verdicts, Map<Node, Lag> lags, Set<Node> members) {
    }

    private GroupReplicationPlan(ClusterRow row, ServersSnapshot now, Seen seen) {
        this.row = row;
        this.now = now;
        this.seen = seen;
        cluster = new ClusterDraft(KIND, row, now);
        draft = cluster.draft();
    }

    /** The placement after a round. */
    static Placement of(ClusterRow row, ServersSnapshot now, Seen seen) {
        return new GroupReplicationPlan(row, now, seen).placement();
    }

    private Placement placement() {
        List<ServerMove> revived = discover();
        draft.nodes().forEach(this::place);
        seen.lags().forEach(this::shun);
        LIMIT.apply(cluster);
        cluster.settleReaders(writers);
        Placement placed = draft.placement();
        List<ServerMove> moves = new ArrayList<>(revived);
        moves.addAll(placed.moves());
        return new Placement(moves, placed.log());
    }

    private void place(Node node) {
        Verdict verdict = seen.verdicts().get(node);
        if (verdict == null) {
            return;
        }
        switch (verdict.role()) {
            case WRITER -> {
                writers.add(node);
                if (!cluster.isWriterOrBackup(node)) {
                    draft.log("Group Replication: setting host %s:%d as writer", node.hostname(), node.port());
                    cluster.setWriter(node, verdict.reason());
                }
            }
            case READER -> cluster.setReader(node, verdict.reason());
            case OFFLINE, SOFTLY_OFFLINE -> {
                if (cluster.isWriterOrBackup(node) || draft.has(node, row.readerHostgroup())) {
                    draft.log("Group Replication: setting host %s:%d offline because: %s", node.hostname(), node.port(),
                            verdict.reason());
                }
                cluster.setOffline(node, verdict.reason());
            }
        }
    }

    /** Members that no hostgroup holds become readers; the next checks move them. Returns moves that the draft can't hold. */
    private List<ServerMove> discover() {
        List<ServerMove> revived = new ArrayList<>();
        List<Server> known = ClusterDraft.hostgroups(row).stream().map(now::in).flatMap(Collection::stream).toList();
        for (Node member : seen.members()) {
            List<Server> entries = known.stream().filter(server -> Node.of(server.key()).equals(member)).toList();
            if (entries.isEmpty()) {
                draft.put(member, row.readerHostgroup(), ServerStatus.ONLINE, "discovered in the group");
            } else if (entries.stream().allMatch(server -> server.status() == ServerStatus.OFFLINE_HARD)) {
                revived.add(new ServerMove.SetStatus(entries.getLast().key(), ServerStatus.ONLINE,
                        "found healthy in the group"));
            }
        }
        return revived;
    }

    /** Before writers are counted: a hard shunned one takes no place. */
    private void shun(Node node, Lag lag) {
        Verdict verdict = seen.verdicts().get(node);
        if (verdict == null || verdict.role() == Verdict.Role.OFFLINE) {
            return;
        }
        int hostgroup = verdict.role() == Verdict.Role.WRITER ? row.writerHostgroup() : row.readerHostgroup();
        ServerStatus status = draft.status(node, hostgroup);
        if (status == null || status == ServerStatus.OFFLINE_SOFT) {
            return;
        }
        switch (lag.degree()) {
            case SOFT -> {
                if (status == ServerStatus.ONLINE) {
                    draft.log("Shunning 'soft' server %d:%s:%d with replication lag, count number: %d", hostgroup,
                            node.hostname(), node.port(), lag.samples());
                }
                if (status != ServerStatus.SHUNNED_REPLICATION_LAG) {
                    draft.hold(node, hostgroup, "replication lag, count number: " + lag.samples());
                }
            }
            case HARD -> {
                if (status != ServerStatus.SHUNNED_REPLICATION_LAG) {
                    draft.log("Shunning 'hard' server %d:%s:%d with replication lag, count number: %d", hostgroup,
                            node.hostname(), node.port(), lag.samples());
                    draft.put(node, hostgroup, ServerStatus.SHUNNED_REPLICATION_LAG,
                            "replication lag, count number: " + lag.samples());
                }
            }
            case RECOVERED -> enable(node, hostgroup, status != ServerStatus.ONLINE);
            case NONE -> enable(node, hostgroup,
                    lag.samples() == 0 && status == ServerStatus.SHUNNED_REPLICATION_LAG);
        }
    }

    private void enable(Node node, int hostgroup, boolean isDue) {
        if (isDue) {
            draft.log("Re-enabling server %d:%s:%d from replication lag", hostgroup, node.hostname(), node.port());
            draft.put(node, hostgroup, ServerStatus.ONLINE, "no replication lag");
        }
    }
}

package switchboard.aurora;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.topology.Draft;
import switchboard.topology.Node;
import switchboard.topology.Placement;

/** Where the servers of an Aurora cluster belong: a pure function (ProxySQL 2.7 manual, mysql_aws_aurora_hostgroups). */
final class AuroraPlan {
    private final AuroraRow row;
    private final ServersSnapshot now;
    private final Draft draft;

    private AuroraPlan(AuroraRow row, ServersSnapshot now) {
        this.row = row;
        this.now = now;
        draft = new Draft(now, List.of(row.writerHostgroup(), row.readerHostgroup()));
    }

    /**
     * The placement by one answer.
     *
     * @param estimatesMs lag of each server, by its id
     */
    static Placement of(AuroraRow row, ServersSnapshot now, List<Replica> replicas, Map<String, Long> estimatesMs) {
        AuroraPlan plan = new AuroraPlan(row, now);
        Optional<Replica> writer = replicas.stream().filter(Replica::isWriter).findFirst();
        writer.ifPresent(found -> plan.setWriter(node(row, found)));
        replicas.stream().filter(replica -> !replica.isWriter()).forEach(replica -> plan.setReader(node(row, replica)));
        replicas.forEach(replica -> plan.judgeLag(replica, estimatesMs.getOrDefault(replica.serverId(), 0L)));
        return plan.draft.placement();
    }

    /** A server's name and port. */
    static Node node(AuroraRow row, Replica replica) {
        return new Node(replica.serverId() + row.domainName(), row.port());
    }

    private void setWriter(Node node) {
        if (isTakenOut(node)) {
            return;
        }
        if (!draft.has(node, row.writerHostgroup())) {
            draft.log("AWS Aurora: setting host %s as writer", node.hostname());
            draft.put(node, row.writerHostgroup(), status(node), weightOfNew(node), Replica.WRITER_SESSION);
        }
        for (Node former : draft.inOrder(row.writerHostgroup())) {
            if (!former.equals(node)) {
                becomeReader(former, node.hostname() + " writes");
            }
        }
        if (!row.writerIsAlsoReader()) {
            draft.remove(node, row.readerHostgroup(), "writer_is_also_reader=0");
        } else if (!draft.has(node, row.readerHostgroup())) {
            draft.put(node, row.readerHostgroup(), status(node), "writer_is_also_reader=1");
        }
    }

    private void setReader(Node node) {
        if (isTakenOut(node)) {
            return;
        }
        if (draft.has(node, row.writerHostgroup())) {
            becomeReader(node, "reads only");
        } else if (!draft.has(node, row.readerHostgroup())) {
            draft.log("AWS Aurora: adding new discovered host %s:%d to reader HG %d with weight %d", node.hostname(),
                    node.port(), row.readerHostgroup(), row.newReaderWeight());
            draft.put(node, row.readerHostgroup(), ServerStatus.ONLINE, row.newReaderWeight(), "discovered");
        }
    }

    private void becomeReader(Node node, String reason) {
        draft.log("AWS Aurora: setting host %s (part of cluster with writer_hostgroup=%d) in read_only because: %s",
                node.hostname(), row.writerHostgroup(), reason);
        draft.put(node, row.readerHostgroup(), status(node), row.newReaderWeight(), reason);
        draft.remove(node, row.writerHostgroup(), reason);
    }

    /** Readers that are too late wait; a writer is never late, but may still be marked so from before. */
    private void judgeLag(Replica replica, long estimateMs) {
        Node node = node(row, replica);
        boolean late = estimateMs > row.lag().max().toMillis();
        String reason = "replication lag of %d ms, max_lag_ms=%d".formatted(estimateMs, row.lag().max().toMillis());
        ServerStatus reads = draft.status(node, row.readerHostgroup());
        if (late && reads == ServerStatus.ONLINE) {
            draft.put(node, row.readerHostgroup(), ServerStatus.SHUNNED_REPLICATION_LAG, reason);
        } else if (!late && reads == ServerStatus.SHUNNED_REPLICATION_LAG) {
            draft.put(node, row.readerHostgroup(), ServerStatus.ONLINE, reason);
        }
        boolean marked = draft.status(node, row.writerHostgroup()) == ServerStatus.SHUNNED_REPLICATION_LAG;
        if (replica.isWriter() && marked && !late) {
            draft.put(node, row.writerHostgroup(), ServerStatus.ONLINE, reason);
        }
    }

    /** In its new place a server is ONLINE, unless the operator has taken it out softly. */
    private ServerStatus status(Node node) {
        return draft.isOfflineSoft(node) ? ServerStatus.OFFLINE_SOFT : ServerStatus.ONLINE;
    }

    /** A writer that no hostgroup holds gets the weight of new servers, a known one keeps its own. */
    private Integer weightOfNew(Node node) {
        return draft.has(node, row.readerHostgroup()) ? null : Integer.valueOf(row.newReaderWeight());
    }

    /** The operator has said OFFLINE_HARD, and nothing else is known of the server. */
    private boolean isTakenOut(Node node) {
        return !draft.nodes().contains(node) && List.of(row.writerHostgroup(), row.readerHostgroup()).stream()
                .flatMap(hostgroup -> now.in(hostgroup).stream())
                .anyMatch(server -> Node.of(server.key()).equals(node));
    }
}

package switchboard.galera;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.topology.ClusterDraft;
import switchboard.topology.ClusterRow;
import switchboard.topology.Draft;
import switchboard.topology.Node;
import switchboard.topology.Placement;
import switchboard.topology.Verdict;
import switchboard.topology.WriterLimit;

/** Where the servers of a Galera cluster belong: a pure function (ProxySQL 2.7 manual, mysql_galera_hostgroups). */
final class GaleraPlan {
    private static final String KIND = "Galera";
    private static final WriterLimit LIMIT = new WriterLimit(KIND, Set.of(ServerStatus.ONLINE), true);

    private final ClusterRow row;
    private final Map<Node, Verdict> verdicts;
    private final Set<Node> lastResorts;
    private final ClusterDraft cluster;
    private final Draft draft;
    private final List<Node> writers = new ArrayList<>();
    private final List<Node> offline = new ArrayList<>();

    private GaleraPlan(ClusterRow row, ServersSnapshot now, Map<Node, Verdict> verdicts, Set<Node> lastResorts) {
        this.row = row;
        this.verdicts = verdicts;
        this.lastResorts = lastResorts;
        cluster = new ClusterDraft(KIND, row, now);
        draft = cluster.draft();
    }

    /**
     * The placement after a round.
     *
     * @param verdicts by the last answers; nodes that have none stay where they are
     * @param lastResorts who could write if nobody else can
     */
    static Placement of(ClusterRow row, ServersSnapshot now, Map<Node, Verdict> verdicts, Set<Node> lastResorts) {
        return new GaleraPlan(row, now, verdicts, lastResorts).placement();
    }

    private Placement placement() {
        draft.nodes().forEach(this::place);
        parkAgain();
        long online = draft.inOrder(row.writerHostgroup()).stream()
                .filter(node -> draft.status(node, row.writerHostgroup()) == ServerStatus.ONLINE).count();
        if (online > row.maxWriters()) {
            draft.log("Galera: too many writers in HG %d. Max=%d, current=%d", row.writerHostgroup(),
                    row.maxWriters(), online);
        }
        if (LIMIT.apply(cluster) == 0 && row.maxWriters() > 0) {
            lastResort().ifPresent(this::write);
        }
        cluster.settleReaders(writers);
        offline.forEach(this::logOffline);
        writers.forEach(this::logWriter);
        return draft.placement();
    }

    /** A LOAD has taken away the entries of surplus writers as backups, and left them SHUNNED beside those. */
    private void parkAgain() {
        int writing = row.writerHostgroup();
        List<Node> all = draft.inOrder(writing);
        long online = all.stream().filter(node -> draft.status(node, writing) == ServerStatus.ONLINE).count();
        if (online < row.maxWriters()) {
            return;
        }
        all.stream().filter(writers::contains)
                .filter(node -> draft.status(node, writing) == ServerStatus.SHUNNED && !draft.isGone(node, writing))
                .filter(node -> !draft.has(node, row.backupWriterHostgroup()))
                .forEach(node -> draft.put(node, row.backupWriterHostgroup(), ServerStatus.ONLINE,
                        "max_writers=" + row.maxWriters()));
    }

    private void place(Node node) {
        Verdict verdict = verdicts.get(node);
        if (verdict == null) {
            return;
        }
        switch (verdict.role()) {
            case WRITER -> {
                writers.add(node);
                boolean waits = draft.has(node, row.backupWriterHostgroup());
                boolean writes = draft.has(node, row.writerHostgroup()) && !draft.has(node, row.offlineHostgroup());
                if (!waits && !writes) {
                    cluster.setWriter(node, verdict.reason());
                }
            }
            case READER -> cluster.setReader(node, verdict.reason());
            case OFFLINE -> {
                offline.add(node);
                cluster.setOffline(node, verdict.reason());
            }
            case SOFTLY_OFFLINE -> {
                offline.add(node);
                setSoftlyOffline(node, verdict.reason());
            }
        }
    }

    /** New connections go elsewhere, what runs may finish: SHUNNED where it is used, and in the offline hostgroup too. */
    private void setSoftlyOffline(Node node, String reason) {
        boolean keeps = draft.isOfflineSoft(node); // the operator has said the same already
        if (!draft.has(node, row.offlineHostgroup())) {
            draft.put(node, row.offlineHostgroup(), keeps ? ServerStatus.OFFLINE_SOFT : ServerStatus.ONLINE, reason);
        }
        draft.remove(node, row.backupWriterHostgroup(), reason);
        for (int hostgroup : List.of(row.writerHostgroup(), row.readerHostgroup())) {
            if (draft.has(node, hostgroup) && !keeps) {
                draft.hold(node, hostgroup, reason);
            }
        }
    }

    /** Nobody writes and nobody waits to: better one that would be offline than none. */
    private Optional<Node> lastResort() {
        draft.log("Galera: we couldn't find any healthy node for writer HG %d", row.writerHostgroup());
        return draft.inOrder(ClusterDraft.hostgroups(row)).stream().filter(lastResorts::contains)
                .filter(node -> !draft.isOfflineSoft(node)).findFirst();
    }

    private void write(Node node) {
        draft.log("Galera: trying to use server %s as a writer for HG %d", node, row.writerHostgroup());
        draft.put(node, row.writerHostgroup(), ServerStatus.ONLINE, "no healthy node");
        draft.removeElsewhere(node, row.writerHostgroup(), "no healthy node");
        if (!writers.contains(node)) {
            writers.add(node);
        }
    }

    private void logOffline(Node node) {
        boolean unchanged = draft.isUnchanged(node, row.writerHostgroup())
                && draft.isUnchanged(node, row.backupWriterHostgroup())
                && draft.isUnchanged(node, row.readerHostgroup());
        if (!unchanged) {
            draft.log("Galera: setting host %s:%d offline because: %s", node.hostname(), node.port(),
                    verdicts.get(node).reason());
        } else if (cluster.isWriterOrBackup(node) && verdicts.get(node).role() == Verdict.Role.OFFLINE) {
            draft.log("Galera: skipping setting offline node %s:%d from hostgroup %d because won't change the list of "
                    + "ONLINE nodes", node.hostname(), node.port(), row.writerHostgroup());
        }
    }

    private void logWriter(Node node) {
        if (!draft.isUnchanged(node, row.writerHostgroup())
                && draft.status(node, row.writerHostgroup()) == ServerStatus.ONLINE) {
            draft.log("Galera: setting host %s:%d as writer", node.hostname(), node.port());
        }
    }
}

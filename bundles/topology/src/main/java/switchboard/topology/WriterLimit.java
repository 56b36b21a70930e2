package switchboard.topology;

import java.util.List;
import java.util.Set;
import switchboard.api.server.ServerStatus;

/**
 * Keeps to max_writers: the last of the writers, by {@link Draft#inOrder(int)}, become backup writers, or the first of the
 * backup writers become writers. Nobody changes places while their number is right.
 *
 * @param kind how log lines begin: {@code Galera}, {@code Group replication}
 * @param counted a writer in one of these states takes a place
 * @param keepsSurplus whether a surplus writer stays SHUNNED in the writer hostgroup too, so that its connections last
 */
public record WriterLimit(String kind, Set<ServerStatus> counted, boolean keepsSurplus) {
    public WriterLimit {
        counted = Set.copyOf(counted);
    }

    /** Applies it; returns how many writers there are then. */
    public int apply(ClusterDraft cluster) {
        ClusterRow row = cluster.row();
        cluster.draft().inOrder(row.writerHostgroup()).stream()
                .filter(node -> isParked(cluster, node, row.writerHostgroup()))
                .forEach(node -> cluster.draft().hold(node, row.writerHostgroup(), "max_writers=" + row.maxWriters()));
        List<Node> writers = counted(cluster, row.writerHostgroup());
        List<Node> backups = counted(cluster, row.backupWriterHostgroup()).stream()
                .filter(node -> !writers.contains(node)).toList();
        if (writers.size() > row.maxWriters()) {
            int surplus = (int) (writers.size() - row.maxWriters());
            cluster.draft().log("%s: max_writers=%d , moving %d nodes from writer HG %d to backup HG %d", kind,
                    row.maxWriters(), surplus, row.writerHostgroup(), row.backupWriterHostgroup());
            List<Node> kept = writers.subList(0, writers.size() - surplus);
            writers.subList(kept.size(), writers.size()).forEach(node -> demote(cluster, node));
            kept.forEach(node -> cluster.draft().remove(node, row.backupWriterHostgroup(), "writes already"));
            return kept.size();
        }
        int missing = (int) Math.min(row.maxWriters() - writers.size(), backups.size());
        if (missing > 0) {
            cluster.draft().log("%s: max_writers=%d , moving %d nodes from backup HG %d to writer HG %d", kind,
                    row.maxWriters(), missing, row.backupWriterHostgroup(), row.writerHostgroup());
            backups.subList(0, missing).forEach(node -> promote(cluster, node));
        }
        writers.forEach(node -> cluster.draft().remove(node, row.backupWriterHostgroup(), "writes already"));
        return writers.size() + missing;
    }

    private List<Node> counted(ClusterDraft cluster, int hostgroup) {
        return cluster.draft().inOrder(hostgroup).stream()
                .filter(node -> counted.contains(cluster.draft().status(node, hostgroup)))
                .filter(node -> !isParked(cluster, node, hostgroup) && !isDead(cluster, node, hostgroup)).toList();
    }

    /** Who misses its pings takes no place: it is asked nothing, so nobody would ever put it out of it. */
    private static boolean isDead(ClusterDraft cluster, Node node, int hostgroup) {
        return cluster.draft().isGone(node, hostgroup)
                && cluster.draft().status(node, hostgroup) == ServerStatus.SHUNNED;
    }

    /** A surplus writer, SHUNNED beside its entry as a backup, takes no place. */
    private boolean isParked(ClusterDraft cluster, Node node, int hostgroup) {
        return keepsSurplus && hostgroup == cluster.row().writerHostgroup()
                && cluster.draft().status(node, hostgroup) == ServerStatus.SHUNNED
                && cluster.draft().has(node, cluster.row().backupWriterHostgroup());
    }

    private void demote(ClusterDraft cluster, Node node) {
        ClusterRow row = cluster.row();
        String reason = "max_writers=" + row.maxWriters();
        cluster.draft().put(node, row.backupWriterHostgroup(), ServerStatus.ONLINE, reason);
        if (keepsSurplus) {
            cluster.draft().hold(node, row.writerHostgroup(), reason);
        } else {
            cluster.draft().remove(node, row.writerHostgroup(), reason);
        }
    }

    private void promote(ClusterDraft cluster, Node node) {
        ClusterRow row = cluster.row();
        String reason = "max_writers=" + row.maxWriters();
        cluster.draft().put(node, row.writerHostgroup(), ServerStatus.ONLINE, reason);
        cluster.draft().remove(node, row.backupWriterHostgroup(), reason);
    }
}

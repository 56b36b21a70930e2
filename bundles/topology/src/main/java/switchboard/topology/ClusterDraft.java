package switchboard.topology;

import java.util.List;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/** The draft of a cluster with four hostgroups, and the steps that its kinds share. */
public final class ClusterDraft {
    private final ClusterRow row;
    private final String kind;
    private final Draft draft;

    /** @param kind how log lines begin: {@code Galera}, {@code Group Replication} */
    public ClusterDraft(String kind, ClusterRow row, ServersSnapshot now) {
        this.kind = kind;
        this.row = row;
        draft = new Draft(now, hostgroups(row));
    }

    /** The four hostgroups, that of the writers first. */
    public static List<Integer> hostgroups(ClusterRow row) {
        return List.of(row.writerHostgroup(), row.backupWriterHostgroup(), row.readerHostgroup(),
                row.offlineHostgroup());
    }

    public ClusterRow row() {
        return row;
    }

    public Draft draft() {
        return draft;
    }

    /** Whether the node writes or waits to write. */
    public boolean isWriterOrBackup(Node node) {
        return draft.has(node, row.writerHostgroup()) || draft.has(node, row.backupWriterHostgroup());
    }

    /** Takes a node out of service; one that is nowhere else already stays as it is. */
    public void setOffline(Node node, String reason) {
        if (isWriterOrBackup(node) || draft.has(node, row.readerHostgroup())) {
            moveTo(row.offlineHostgroup(), node, reason);
        }
    }

    /** Makes a node a reader and nothing else; one that is that already stays as it is. */
    public void setReader(Node node, String reason) {
        if (isWriterOrBackup(node) || draft.has(node, row.offlineHostgroup())) {
            draft.log("%s: setting host %s:%d (part of cluster with writer_hostgroup=%d) in read_only because: %s",
                    kind,
                    node.hostname(), node.port(), row.writerHostgroup(), reason);
            moveTo(row.readerHostgroup(), node, reason);
        }
    }

    /** Makes a node a writer and nothing else; how many of them stay so, and who of them reads, is decided later. */
    public void setWriter(Node node, String reason) {
        moveTo(row.writerHostgroup(), node, reason);
    }

    /** What the operator has softly taken out stays so, everything else is ONLINE in its new place. */
    private void moveTo(int hostgroup, Node node, String reason) {
        ServerStatus status = draft.isOfflineSoft(node) ? ServerStatus.OFFLINE_SOFT : ServerStatus.ONLINE;
        draft.put(node, hostgroup, status, reason);
        draft.removeElsewhere(node, hostgroup, reason);
    }

    /**
     * The last step, writer_is_also_reader: 0 no writer reads; 1 writers and backup writers read; 2 backup writers read, and
     * the writers only while there is no backup writer. Whoever is a reader in its own right stays one.
     *
     * @param writers who may write by its last answers; entries of others are left alone
     */
    public void settleReaders(List<Node> writers) {
        boolean hasBackups = draft.inOrder(row.backupWriterHostgroup()).stream()
                .anyMatch(node -> draft.status(node, row.backupWriterHostgroup()) == ServerStatus.ONLINE);
        for (Node node : writers) {
            boolean reads = switch (row.writerIsAlsoReader()) {
                case READERS_ONLY -> false;
                case WRITERS_TOO -> true;
                case BACKUP_WRITERS_TOO -> !hasBackups || draft.has(node, row.backupWriterHostgroup());
            };
            if (!reads) {
                draft.remove(node, row.readerHostgroup(),
                        "writer_is_also_reader=" + row.writerIsAlsoReader().ordinal());
            } else if (!draft.has(node, row.readerHostgroup())) {
                draft.put(node, row.readerHostgroup(),
                        draft.isOfflineSoft(node) ? ServerStatus.OFFLINE_SOFT : ServerStatus.ONLINE,
                        "writer_is_also_reader=" + row.writerIsAlsoReader().ordinal());
            }
        }
    }
}

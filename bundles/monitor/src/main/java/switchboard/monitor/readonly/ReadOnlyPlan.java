package switchboard.monitor.readonly;

import java.util.ArrayList;
import java.util.List;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;

/**
 * Where a server belongs by its read_only (ProxySQL 2.7, mysql_replication_hostgroups).
 *
 * @param rows all of them
 * @param writerIsAlsoReader mysql-monitor_writer_is_also_reader
 */
record ReadOnlyPlan(List<ReplicationRow> rows, boolean writerIsAlsoReader) {
    ReadOnlyPlan {
        rows = List.copyOf(rows);
    }

    /**
     * @param readOnly what the server said, or what is assumed
     * @param firstSinceLoad whether this is the first answer since the rows were loaded: only then a writer is looked at
     *            whether it writes for all pairs in which it reads
     * @param reason in words
     */
    List<ServerMove> moves(ServersSnapshot now, String hostname, int port, boolean readOnly, boolean firstSinceLoad,
            String reason) {
        boolean writes = rows.stream().anyMatch(row -> isIn(now, new ServerKey(row.writer(), hostname, port)));
        if (readOnly) {
            return writes ? toReaders(now, hostname, port, reason) : List.of();
        }
        return writes && !firstSinceLoad ? List.of() : toWriters(now, hostname, port, reason);
    }

    private List<ServerMove> toReaders(ServersSnapshot now, String hostname, int port, String reason) {
        List<ServerMove> moves = new ArrayList<>();
        for (ReplicationRow row : rows) {
            ServerKey writer = new ServerKey(row.writer(), hostname, port);
            if (isIn(now, writer)) {
                moves.add(copy(now, writer, row.reader(), reason));
                moves.add(new ServerMove.Remove(writer, reason));
            }
        }
        return moves;
    }

    private List<ServerMove> toWriters(ServersSnapshot now, String hostname, int port, String reason) {
        List<ServerMove> moves = new ArrayList<>();
        for (ReplicationRow row : rows) {
            ServerKey reader = new ServerKey(row.reader(), hostname, port);
            if (isIn(now, reader) && !isIn(now, new ServerKey(row.writer(), hostname, port))) {
                moves.add(copy(now, reader, row.writer(), reason));
            }
        }
        if (!moves.isEmpty() && !writerIsAlsoReader) {
            for (ReplicationRow row : rows) {
                ServerKey reader = new ServerKey(row.reader(), hostname, port);
                if (isIn(now, reader)) {
                    moves.add(new ServerMove.Remove(reader, reason));
                }
            }
        }
        return moves;
    }

    /** An entry that is there is left as it is, one that is OFFLINE_HARD comes back with the status of the other. */
    private static ServerMove copy(ServersSnapshot now, ServerKey from, int hostgroup, String reason) {
        ServerKey to = new ServerKey(hostgroup, from.hostname(), from.port());
        Server there = now.find(to);
        ServerStatus status = there != null && there.status() == ServerStatus.OFFLINE_HARD
                ? now.find(from).status()
                : null;
        return new ServerMove.Add(to, from, null, status, reason);
    }

    private static boolean isIn(ServersSnapshot now, ServerKey key) {
        Server found = now.find(key);
        return found != null && found.status() != ServerStatus.OFFLINE_HARD;
    }
}

package switchboard.cluster.table;

import java.util.List;
import java.util.function.Supplier;
import switchboard.api.table.TableDefinition;
import switchboard.api.table.VirtualTable;
import switchboard.api.table.VirtualTable.RowSink;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.decision.Seen;
import switchboard.cluster.mesh.MeshView;
import switchboard.cluster.mesh.PeerStatus;
import switchboard.cluster.mesh.PeerView;
import switchboard.cluster.serve.ClientLinks;

/** ProxySQL's tables of peers, with its definitions by the byte. */
public final class ClusterTables {
    private static final TableDefinition CHECKSUMS = new TableDefinition("stats_proxysql_servers_checksums", """
            CREATE TABLE stats_proxysql_servers_checksums (
                hostname VARCHAR NOT NULL,
                port INT NOT NULL DEFAULT 6032,
                name VARCHAR NOT NULL,
                version INT NOT NULL,
                epoch INT NOT NULL,
                checksum VARCHAR NOT NULL,
                changed_at INT NOT NULL,
                updated_at INT NOT NULL,
                diff_check INT NOT NULL,
                PRIMARY KEY (hostname, port, name) )""");
    private static final TableDefinition METRICS = new TableDefinition("stats_proxysql_servers_metrics", """
            CREATE TABLE stats_proxysql_servers_metrics (
                hostname VARCHAR NOT NULL,
                port INT NOT NULL DEFAULT 6032,
                weight INT CHECK (weight >= 0) NOT NULL DEFAULT 0,
                comment VARCHAR NOT NULL DEFAULT '',
                response_time_ms INT NOT NULL,
                Uptime_s INT NOT NULL,
                last_check_ms INT NOT NULL,
                Queries INT NOT NULL,
                Client_Connections_connected INT NOT NULL,
                Client_Connections_created INT NOT NULL,
                PRIMARY KEY (hostname, port) )""");
    private static final TableDefinition STATUS = new TableDefinition("stats_proxysql_servers_status", """
            CREATE TABLE stats_proxysql_servers_status (
                hostname VARCHAR NOT NULL,
                port INT NOT NULL DEFAULT 6032,
                weight INT CHECK (weight >= 0) NOT NULL DEFAULT 0,
                master VARCHAR NOT NULL,
                global_version INT NOT NULL,
                check_age_us INT NOT NULL,
                ping_time_us INT NOT NULL, checks_OK INT NOT NULL,
                checks_ERR INT NOT NULL,
                PRIMARY KEY (hostname, port) )""");
    private static final TableDefinition CLIENTS = new TableDefinition("stats_proxysql_servers_clients_status", """
            CREATE TABLE stats_proxysql_servers_clients_status (
                uuid VARCHAR NOT NULL,
                hostname VARCHAR NOT NULL,
                port INT NOT NULL,
                admin_mysql_ifaces VARCHAR NOT NULL,
                last_seen_at INT NOT NULL,
                PRIMARY KEY (uuid, hostname, port) )""");

    private ClusterTables() {
    }

    public static List<VirtualTable> of(Supplier<MeshView> view, ClientLinks links) {
        return List.of(new ClusterTable(CHECKSUMS, view, ClusterTables::checksums),
                new ClusterTable(METRICS, view, ClusterTables::metrics),
                new ClusterTable(STATUS, view, ClusterTables::status), new LinksTable(CLIENTS, links));
    }

    private static void checksums(PeerView peer, RowSink sink) {
        PeerAddress at = peer.row().address();
        for (Seen seen : peer.seen()) {
            sink.row(at.hostname(), at.port(), seen.value().name(), seen.value().version(), seen.value().epochSeconds(),
                    seen.value().checksum(), seen.changedAt(), seen.updatedAt(), seen.diffCheck());
        }
    }

    private static void metrics(PeerView peer, RowSink sink) {
        PeerAddress at = peer.row().address();
        PeerStatus status = peer.status();
        sink.row(at.hostname(), at.port(), peer.row().weight(), peer.row().comment(), status.tookMicros() / 1000,
                status.uptimeSeconds(), peer.statusAgeMillis(), status.queries(), status.clientsConnected(),
                status.clientsCreated());
    }

    /** ProxySQL leaves this one empty. In a mesh nobody is master; the version is the sum of all LOADs. */
    private static void status(PeerView peer, RowSink sink) {
        PeerAddress at = peer.row().address();
        sink.row(at.hostname(), at.port(), peer.row().weight(), "",
                peer.seen().stream().mapToLong(seen -> seen.value().version()).sum(), peer.checkAgeMicros(),
                peer.checkTookMicros(), peer.checksOk(), peer.checksFailed());
    }

    /** The table of those who watch this node. */
    private record LinksTable(TableDefinition table, ClientLinks links) implements VirtualTable {
        @Override
        public String schema() {
            return "stats";
        }

        @Override
        public void read(RowSink sink) {
            links.all().forEach(link -> sink.row(link.uuid(), link.hostname(), link.port(), link.interfaces(),
                    link.lastSeenSeconds()));
        }
    }
}

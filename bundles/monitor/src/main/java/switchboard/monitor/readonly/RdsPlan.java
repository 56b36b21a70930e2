package switchboard.monitor.readonly;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import switchboard.api.check.CheckResult;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerMove;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.table.Row;

/** Instances of an RDS cluster that are not known yet (ProxySQL 2.7, mysql-monitor_aws_rds_topology_discovery_interval). */
final class RdsPlan {
    private static final String DOMAIN = ".rds.amazonaws.com";
    private static final int MAX_PORT = 65_535;

    private RdsPlan() {
    }

    static boolean isRds(String hostname) {
        return hostname.toLowerCase(Locale.ROOT).endsWith(DOMAIN);
    }

    /** Adds them to the reader hostgroups of the server that told of them. */
    static List<ServerMove> moves(List<ReplicationRow> rows, ServersSnapshot now, CheckResult answer) {
        List<ServerMove> moves = new ArrayList<>();
        if (!answer.rows().columns().contains("endpoint")) {
            return moves;
        }
        String teller = answer.target().hostname();
        for (ReplicationRow row : rows) {
            if (!isIn(now, row, teller, answer.target().port())) {
                continue;
            }
            for (int i = 0; i < answer.rows().size(); i++) {
                Row instance = answer.rows().row(i);
                String endpoint = instance.text("endpoint", "");
                int port = port(instance.text("port"));
                if (isRds(endpoint) && port > 0 && !isIn(now, row, endpoint, port)) {
                    moves.add(new ServerMove.Add(new ServerKey(row.reader(), endpoint, port), null, null, null,
                            "found in mysql.rds_topology of " + teller));
                }
            }
        }
        return moves;
    }

    private static boolean isIn(ServersSnapshot now, ReplicationRow row, String hostname, int port) {
        return now.hostgroups().values().stream().flatMap(List::stream)
                .anyMatch(server -> row.has(server.key().hostgroup()) && server.key().hostname().equals(hostname)
                        && server.key().port() == port);
    }

    /** What a server says is not trusted: 0 for what is no port. */
    private static int port(String text) {
        try {
            int port = text == null ? 0 : Integer.parseInt(text);
            return port > MAX_PORT ? 0 : port;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

package switchboard.mysql.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import switchboard.api.config.ConfigRefusedException;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServerStatus;
import switchboard.api.server.ServersSnapshot;
import switchboard.api.table.Row;
import switchboard.api.table.Rows;

/** Rows of {@code mysql_servers} as servers, and back. */
final class ServerRows {
    private ServerRows() {
    }

    /** Each row as a server in the state that the row wants. */
    static List<Server> read(Rows rows) throws ConfigRefusedException {
        List<Server> servers = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            servers.add(read(rows.row(i)));
        }
        return servers;
    }

    private static Server read(Row row) throws ConfigRefusedException {
        String hostname = row.text("hostname");
        if (hostname.isBlank()) {
            throw refused(row, "hostname is empty");
        }
        if (row.number("hostgroup_id") > Integer.MAX_VALUE) {
            throw refused(row, "hostgroup_id is above " + Integer.MAX_VALUE);
        }
        ServerKey key = new ServerKey(number(row, "hostgroup_id"), hostname, number(row, "port"));
        ServerStatus status = ServerStatus.valueOf(row.text("status").toUpperCase(Locale.ROOT));
        return new Server(key, number(row, "gtid_port"), status, number(row, "weight"), row.flag("compression"),
                number(row, "max_connections"), number(row, "max_replication_lag"), row.flag("use_ssl"),
                number(row, "max_latency_ms"), row.text("comment", ""));
    }

    private static int number(Row row, String column) {
        return (int) Math.min(row.number(column), Integer.MAX_VALUE);
    }

    private static ConfigRefusedException refused(Row row, String what) {
        return new ConfigRefusedException(("LOAD MYSQL SERVERS: row hostgroup_id=%s hostname='%s' port=%s: %s. "
                + "Correct it in mysql_servers and LOAD again; runtime is unchanged.")
                .formatted(row.text("hostgroup_id"), row.text("hostname"), row.text("port"), what));
    }

    /**
     * The rows of runtime_mysql_servers: as in ProxySQL a lagging server is shown as SHUNNED, and one that is OFFLINE_HARD
     * is gone with its last connection, which here is at once (spec, hostgroups and pool, section 1).
     */
    static Rows of(ServersSnapshot snapshot) {
        List<String[]> rows = new ArrayList<>();
        snapshot.hostgroups().keySet().stream().sorted()
                .forEach(hostgroup -> snapshot.in(hostgroup).stream()
                        .filter(server -> server.status() != ServerStatus.OFFLINE_HARD)
                        .forEach(server -> rows.add(row(server))));
        return new Rows(ServersTables.SERVER_COLUMNS, rows);
    }

    private static String[] row(Server server) {
        ServerStatus shown = server.status() == ServerStatus.SHUNNED_REPLICATION_LAG
                ? ServerStatus.SHUNNED
                : server.status();
        return new String[]{text(server.key().hostgroup()), server.key().hostname(), text(server.key().port()),
                text(server.gtidPort()), shown.name(), text(server.weight()), text(server.compression()),
                text(server.maxConnections()), text(server.maxReplicationLagSeconds()), text(server.useSsl()),
                text(server.maxLatencyMs()), server.comment()};
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    private static String text(boolean flag) {
        return flag ? "1" : "0";
    }
}

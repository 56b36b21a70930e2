package switchboard.mysql.servers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import switchboard.api.server.ServerKey;
import switchboard.api.table.Rows;

/** A row of mysql_servers with the table's defaults. */
final class ServerRow {
    private final String[] row = {"10", "db1", "3306", "0", "ONLINE", "1", "0", "1000", "0", "0", "0", ""};

    static ServerRow aServer() {
        return new ServerRow();
    }

    static ServerRow aServer(String hostname) {
        return aServer().with("hostname", hostname);
    }

    ServerRow in(int hostgroup) {
        return with("hostgroup_id", Integer.toString(hostgroup));
    }

    ServerRow status(String status) {
        return with("status", status);
    }

    ServerRow with(String column, String value) {
        row[ServersTables.SERVER_COLUMNS.indexOf(column)] = value;
        return this;
    }

    ServerKey key() {
        return new ServerKey(Integer.parseInt(row[0]), row[1], Integer.parseInt(row[2]));
    }

    /** The rows of all tables, with these servers and no others. */
    static Map<String, Rows> tables(ServerRow... servers) {
        Map<String, Rows> tables = new HashMap<>();
        List<String[]> rows = Arrays.stream(servers).map(server -> server.row.clone()).toList();
        tables.put("mysql_servers", new Rows(ServersTables.SERVER_COLUMNS, rows));
        tables.put("mysql_replication_hostgroups", replication());
        tables.put("mysql_hostgroup_attributes", new Rows(List.of("hostgroup_id", "comment"), List.of()));
        tables.put("mysql_servers_ssl_params", new Rows(List.of("hostname", "port", "username"), List.of()));
        return tables;
    }

    /** Rows of mysql_replication_hostgroups. */
    static Rows replication(String[]... rows) {
        return new Rows(List.of("writer_hostgroup", "reader_hostgroup", "check_type", "comment"), List.of(rows));
    }
}

package switchboard.checksum.algorithm;

import java.util.List;
import java.util.Map;
import java.util.Set;
import switchboard.api.table.Rows;
import switchboard.mysql.protocol.hash.SpookySum;

/** The two hashes of MYSQL SERVERS. */
final class ServersHash {
    private static final String SERVERS = "mysql_servers";
    /** In the order in which their hashes are combined; tables unknown to ProxySQL come behind these. */
    private static final List<String> TABLES = List.of("mysql_replication_hostgroups",
            "mysql_group_replication_hostgroups", "mysql_galera_hostgroups", "mysql_aws_aurora_hostgroups",
            "mysql_hostgroup_attributes", "mysql_servers_ssl_params");
    private static final Set<String> SHOWN_ONLINE = Set.of("SHUNNED", "SHUNNED_REPLICATION_LAG");
    private static final long SEED_1 = 19;
    private static final long SEED_2 = 3;

    private ServersHash() {
    }

    /** What runs: a server that is shunned for the moment counts as online, one that is OFFLINE_HARD is not there. */
    static long running(Map<String, Rows> rows) {
        return servers(rows);
    }

    /** What was loaded: the hashes of all tables that have rows. */
    static long loaded(Map<String, Rows> rows) {
        SpookySum sum = new SpookySum();
        sum.begin(SEED_1, SEED_2);
        boolean isEmpty = !add(sum, servers(rows));
        for (String table : TABLES) {
            isEmpty &= !add(sum, hash(rows.get(table)));
        }
        for (Map.Entry<String, Rows> other : rows.entrySet()) {
            if (!other.getKey().equals(SERVERS) && !TABLES.contains(other.getKey())) {
                isEmpty &= !add(sum, hash(other.getValue()));
            }
        }
        return isEmpty ? 0 : sum.end();
    }

    private static boolean add(SpookySum sum, long hash) {
        if (hash != 0) {
            sum.add(hash);
        }
        return hash != 0;
    }

    private static long hash(Rows rows) {
        return rows == null ? 0 : RowsHash.of(rows);
    }

    private static long servers(Map<String, Rows> tables) {
        Rows rows = tables.get(SERVERS);
        if (rows == null) {
            return 0;
        }
        int status = rows.columns().indexOf("status");
        RowsHash hash = new RowsHash();
        for (String[] row : rows.values()) {
            if (!"OFFLINE_HARD".equals(row[status])) {
                hash.add(SHOWN_ONLINE.contains(row[status]) ? online(row, status) : row);
            }
        }
        return hash.end();
    }

    private static String[] online(String[] row, int status) {
        String[] shown = row.clone();
        shown[status] = "ONLINE";
        return shown;
    }
}

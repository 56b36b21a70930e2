package switchboard.mysql.proxy.stats;

import switchboard.api.table.VirtualTable;

/** stats_mysql_gtid_executed (ProxySQL 2.7 manual): a row for each server whose binlog is read. None is read here. */
final class GtidStats {
    private static final String COLUMNS = "hostname VARCHAR NOT NULL , port INT NOT NULL DEFAULT 3306 , "
            + "gtid_executed VARCHAR , events INT NOT NULL";

    VirtualTable table() {
        return StatsTable.of("stats_mysql_gtid_executed", COLUMNS, sink -> {
        });
    }
}

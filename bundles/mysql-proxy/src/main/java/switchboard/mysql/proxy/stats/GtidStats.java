package switchboard.mysql.proxy.stats;

import java.util.List;
import java.util.function.Supplier;
import switchboard.api.table.VirtualTable;
import switchboard.mysql.proxy.gtid.GtidReaders;

/** stats_mysql_gtid_executed (ProxySQL 2.7 manual): a row for each server whose binlog is read. */
final class GtidStats {
    private static final String COLUMNS = "hostname VARCHAR NOT NULL , port INT NOT NULL DEFAULT 3306 , "
            + "gtid_executed VARCHAR , events INT NOT NULL";

    private final Supplier<List<GtidReaders.Row>> rows;

    GtidStats(Supplier<List<GtidReaders.Row>> rows) {
        this.rows = rows;
    }

    VirtualTable table() {
        return StatsTable.of("stats_mysql_gtid_executed", COLUMNS, sink -> rows.get()
                .forEach(row -> sink.row(row.hostname(), row.port(), row.executed(), row.events())));
    }
}

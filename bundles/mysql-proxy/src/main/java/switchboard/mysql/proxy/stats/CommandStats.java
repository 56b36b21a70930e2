package switchboard.mysql.proxy.stats;

import switchboard.api.table.VirtualTable;
import switchboard.mysql.proxy.loop.CommandCounts;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.loop.ProxyLoops;
import switchboard.mysql.proxy.route.CommandType;

/** stats_mysql_commands_counters (ProxySQL 2.7 manual): a row for each type of statement, also for those never seen. */
final class CommandStats {
    private static final String COLUMNS = "Command VARCHAR NOT NULL PRIMARY KEY , Total_Time_us INT NOT NULL , "
            + "Total_cnt INT NOT NULL , cnt_100us INT NOT NULL , cnt_500us INT NOT NULL , cnt_1ms INT NOT NULL , "
            + "cnt_5ms INT NOT NULL , cnt_10ms INT NOT NULL , cnt_50ms INT NOT NULL , cnt_100ms INT NOT NULL , "
            + "cnt_500ms INT NOT NULL , cnt_1s INT NOT NULL , cnt_5s INT NOT NULL , cnt_10s INT NOT NULL , "
            + "cnt_INFs";

    private final ProxyLoops loops;

    CommandStats(ProxyLoops loops) {
        this.loops = loops;
    }

    VirtualTable table() {
        return StatsTable.of("stats_mysql_commands_counters", COLUMNS, this::read);
    }

    private void read(VirtualTable.RowSink sink) {
        for (CommandType type : CommandType.values()) {
            long[] sums = new long[CommandCounts.WIDTH];
            for (ProxyLoop loop : loops.loops()) {
                loop.commands().addTo(sums, type);
            }
            Object[] row = new Object[sums.length + 1];
            row[0] = type.name();
            for (int i = 0; i < sums.length; i++) {
                row[i + 1] = sums[i];
            }
            sink.row(row);
        }
    }
}

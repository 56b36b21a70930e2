package switchboard.mysql.proxy.stats;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import switchboard.api.stats.LabelledCounters;
import switchboard.mysql.proxy.gtid.GtidReaders;

/** proxysql_gtid_executed_total: transactions that binlog readers have told of, since each one's connection began. */
public final class GtidCounters implements LabelledCounters {
    private final Supplier<List<GtidReaders.Row>> rows;

    public GtidCounters(Supplier<List<GtidReaders.Row>> rows) {
        this.rows = rows;
    }

    @Override
    public List<Counter> counters() {
        return rows.get().stream().map(row -> new Counter("proxysql_gtid_executed_total",
                "Transactions that the binlog reader beside a server has told of.",
                Map.of("hostname", row.hostname(), "port", Integer.toString(row.port())), row.events())).toList();
    }
}

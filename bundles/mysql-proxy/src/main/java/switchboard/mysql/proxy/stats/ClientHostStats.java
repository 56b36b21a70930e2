package switchboard.mysql.proxy.stats;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import switchboard.api.table.VirtualTable;
import switchboard.mysql.proxy.stats.HostFailures.Failures;

/** stats_mysql_client_host_cache and its _reset twin (ProxySQL 2.7 manual). */
final class ClientHostStats {
    private static final String COLUMNS = "client_address VARCHAR NOT NULL , error_count INT NOT NULL , "
            + "last_updated BIGINT NOT NULL";

    private final HostFailures hosts;

    ClientHostStats(HostFailures hosts) {
        this.hosts = hosts;
    }

    List<VirtualTable> tables() {
        return List.of(table("stats_mysql_client_host_cache", hosts::all),
                table("stats_mysql_client_host_cache_reset", hosts::flush));
    }

    private static VirtualTable table(String name, Supplier<Map<String, Failures>> rows) {
        return StatsTable.of(name, COLUMNS, sink -> rows.get()
                .forEach((address, failures) -> sink.row(address, failures.errors(), failures.lastMicros())));
    }
}

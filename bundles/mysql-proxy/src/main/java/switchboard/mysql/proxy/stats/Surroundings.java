package switchboard.mysql.proxy.stats;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.stats.StatusVariables;
import switchboard.api.user.UserDirectory;
import switchboard.mysql.proxy.gtid.GtidReaders;

/**
 * What the statistics take from outside the event loops.
 *
 * @param users the accounts in force
 * @param serversVersion goes up with each change of servers
 * @param paused whether PROXYSQL PAUSE has closed the clients' sockets
 * @param gtids what binlog readers tell
 * @param others bundles that add variables
 */
public record Surroundings(Supplier<Duration> uptime, Supplier<UserDirectory> users, LongSupplier serversVersion,
        BooleanSupplier paused, Supplier<List<GtidReaders.Row>> gtids, Supplier<List<StatusVariables>> others) {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

    /** What other bundles add to a table; one that fails costs its own rows only. */
    Map<String, Long> others(StatusVariables.Table table) {
        Map<String, Long> sums = new HashMap<>();
        for (StatusVariables source : others.get()) {
            if (source.statusTable() == table) {
                try {
                    source.statusVariables().forEach((name, value) -> sums.merge(name, value, Long::sum));
                } catch (RuntimeException | LinkageError failed) {
                    LOG.warn("Status variables not read source={}", source.getClass().getName(), failed);
                }
            }
        }
        return sums;
    }
}

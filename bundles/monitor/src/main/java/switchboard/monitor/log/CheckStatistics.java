package switchboard.monitor.log;

import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import switchboard.api.stats.StatusVariables;

/** {@code MySQL_Monitor_ping_check_OK} and the like in {@code stats_mysql_global}. */
@Component(service = StatusVariables.class)
public final class CheckStatistics implements StatusVariables {
    private final Logs logs;

    @Activate
    public CheckStatistics(@Reference Logs logs) {
        this.logs = logs;
    }

    @Override
    public Table statusTable() {
        return Table.MYSQL_GLOBAL;
    }

    @Override
    public Map<String, Long> statusVariables() {
        Map<String, Long> values = new HashMap<>();
        for (LogTable table : LogTable.values()) {
            values.put("MySQL_Monitor_" + table.check() + "_check_OK", logs.of(table).succeeded());
            values.put("MySQL_Monitor_" + table.check() + "_check_ERR", logs.of(table).failed());
        }
        return values;
    }
}

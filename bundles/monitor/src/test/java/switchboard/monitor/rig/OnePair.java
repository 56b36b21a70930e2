package switchboard.monitor.rig;

import java.util.List;
import java.util.Optional;
import switchboard.api.config.ConfigTable;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.config.LoadedTable;
import switchboard.api.table.Rows;
import switchboard.api.table.TableDefinition;

/** Hostgroups 10 and 20 as a pair of mysql_replication_hostgroups. */
public final class OnePair implements LoadedModules {
    private static final String TABLE = "mysql_replication_hostgroups";

    private final Rows rows = new Rows(List.of("writer_hostgroup", "reader_hostgroup", "check_type", "comment"),
            List.<String[]>of(new String[]{"10", "20", "read_only", ""}));
    private final LoadedModule module = new LoadedModule("MYSQL SERVERS", 1, 0,
            List.of(new LoadedTable(new ConfigTable(new TableDefinition(TABLE, ""), "", null, null), rows, rows,
                    () -> rows)),
            () -> true);

    @Override
    public List<String> modules() {
        return List.of(module.name());
    }

    @Override
    public Optional<LoadedModule> loaded(String name) {
        return Optional.of(module);
    }
}

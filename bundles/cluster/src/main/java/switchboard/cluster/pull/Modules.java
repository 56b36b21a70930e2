package switchboard.cluster.pull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedModules;
import switchboard.api.config.LoadedTable;

/** From a name of runtime_checksums_values to the module that is loaded and saved. */
final class Modules {
    private Modules() {
    }

    /** The module, if it is there. */
    static Optional<LoadedModule> of(String name, LoadedModules modules) {
        if (modules == null) {
            return Optional.empty();
        }
        String wanted = name.equals("mysql_servers_v2") ? "mysql_servers" : name;
        return modules.modules().stream()
                .filter(module -> module.toLowerCase(Locale.ROOT).replace(' ', '_').equals(wanted)).findFirst()
                .flatMap(modules::loaded);
    }

    /** Statements for a module that ProxySQL does not know: what runs in each of its tables. */
    static List<PullQuery> queries(LoadedModule module) {
        List<PullQuery> queries = new ArrayList<>();
        for (LoadedTable table : module.tables()) {
            String prefix = table.definition().rowPrefix();
            List<String> columns = table.loaded().columns();
            queries.add(new PullQuery(table.name(), "SELECT " + String.join(", ", columns) + " FROM runtime_"
                    + table.name()
                    + (prefix == null ? "" : " WHERE " + columns.getFirst() + " LIKE '" + prefix + "%'") + " ORDER BY "
                    + table.definition().orderBy()));
        }
        return queries;
    }
}

package switchboard.checksum;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import switchboard.api.config.LoadedModule;
import switchboard.api.config.LoadedTable;
import switchboard.api.table.Rows;

/** Which names a module has in {@code runtime_checksums_values}, and which of its rows count for each. */
final class Units {
    static final String SERVERS = "mysql_servers";
    private static final String SERVERS_V2 = "mysql_servers_v2";
    /** Modules that ProxySQL sums up as they stand in main, whatever runs of them. */
    private static final Set<String> AS_LOADED = Set.of("mysql_users", "mysql_query_rules");

    private Units() {
    }

    /**
     * The names of a module; none if nodes are not compared by it.
     *
     * @param named the names that an operator wants compared beyond those that ProxySQL knows
     */
    static List<String> of(LoadedModule module, Set<String> named) {
        if (module.name().equals("MYSQL SERVERS")) {
            return List.of(SERVERS, SERVERS_V2);
        }
        String name = module.name().toLowerCase(Locale.ROOT).replace(' ', '_');
        return switch (module.sync()) {
            case ON -> List.of(name);
            case IF_NAMED -> named.contains(name) ? List.of(name) : List.of();
            case NEVER -> List.of();
        };
    }

    /** Whether rows that run change without a LOAD, so that they are to be looked at each time. */
    static boolean isLive(String name) {
        return name.equals(SERVERS);
    }

    /** Whether its rows change with a LOAD of another module: admin-version shows switchboard-cluster_version. */
    static boolean followsAnotherModule(String name) {
        return name.equals("admin_variables");
    }

    /** Whether the sum may change without a LOAD. */
    static boolean isComputedEachTime(String name) {
        return isLive(name) || followsAnotherModule(name);
    }

    /** The rows that count. */
    static Map<String, Rows> rows(String name, LoadedModule module) {
        Map<String, Rows> rows = new LinkedHashMap<>();
        for (LoadedTable table : module.tables()) {
            if (!name.equals(SERVERS) || table.name().equals(SERVERS)) {
                rows.put(table.name(), rows(name, table));
            }
        }
        return rows;
    }

    private static Rows rows(String name, LoadedTable table) {
        if (name.equals(SERVERS_V2)) {
            return table.name().equals(SERVERS) ? table.loaded() : table.taken();
        }
        return AS_LOADED.contains(name) ? table.loaded() : table.running().get();
    }
}

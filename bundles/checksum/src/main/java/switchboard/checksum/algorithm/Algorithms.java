package switchboard.checksum.algorithm;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which name has which algorithm. */
public final class Algorithms {
    private static final Set<String> ADMIN_INTERFACES = Set.of("admin-mysql_ifaces", "admin-restapi_port",
            "admin-telnet_admin_ifaces", "admin-telnet_stats_ifaces", "admin-web_port");

    private final Map<String, Algorithm> byName;
    private final boolean interfaces;

    /** @param interfaces whether addresses and ports count too ({@code cluster_sync_interfaces} of the config file) */
    public Algorithms(boolean interfaces) {
        this.interfaces = interfaces;
        Set<String> mysql = new HashSet<>(Set.of("mysql-threads"));
        if (!interfaces) {
            mysql.add("mysql-interfaces");
        }
        byName = Map.of("admin_variables", new VariablesHash(interfaces ? Set.of() : ADMIN_INTERFACES),
                "mysql_variables", new VariablesHash(mysql), "mysql_query_rules", TablesHash::active,
                "mysql_servers", ServersHash::running, "mysql_servers_v2", ServersHash::loaded,
                "mysql_users", UsersHash::of);
    }

    /** Whether addresses and ports count too. */
    public boolean countInterfaces() {
        return interfaces;
    }

    /** The algorithm; that of other modules for a name that ProxySQL does not know. */
    public Algorithm of(String name) {
        return byName.getOrDefault(name, TablesHash::all);
    }
}

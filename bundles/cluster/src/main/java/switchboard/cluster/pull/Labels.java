package switchboard.cluster.pull;

import java.util.Locale;
import java.util.Map;

/** How ProxySQL's log calls the modules. */
final class Labels {
    private static final Map<String, String> LABELS = Map.of("mysql_query_rules", "MySQL Query Rules", "mysql_users",
            "MySQL Users", "mysql_servers", "MySQL Servers", "mysql_servers_v2", "MySQL Servers v2",
            "proxysql_servers", "ProxySQL Servers", "mysql_variables", "MySQL variables", "admin_variables",
            "Admin variables");

    private Labels() {
    }

    static String of(String name) {
        String known = LABELS.get(name);
        return known != null ? known : name.replace('_', ' ').toUpperCase(Locale.ROOT);
    }
}

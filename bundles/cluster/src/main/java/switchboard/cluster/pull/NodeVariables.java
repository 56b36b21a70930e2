package switchboard.cluster.pull;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import switchboard.api.table.Rows;

/** Variables that belong to a node, not to the cluster, and the statement that leaves them out. */
public final class NodeVariables {
    private static final Map<String, List<String>> INTERFACES = Map.of(
            "admin_variables", List.of("admin-mysql_ifaces", "admin-restapi_port", "admin-telnet_admin_ifaces",
                    "admin-telnet_stats_ifaces", "admin-web_port"),
            "mysql_variables", List.of("mysql-interfaces"));
    private static final Set<String> NEVER = Set.of("mysql-threads", "admin-version");
    private static final Map<String, String> ALWAYS_LEFT_OUT = Map.of("mysql_variables",
            " AND variable_name NOT IN ('mysql-threads')");

    private NodeVariables() {
    }

    static String query(String name, boolean interfaces) {
        String module = name.substring(0, name.indexOf('_'));
        return "SELECT * FROM runtime_global_variables WHERE variable_name LIKE '" + module + "-%'"
                + ALWAYS_LEFT_OUT.getOrDefault(name, "") + (interfaces ? "" : without(INTERFACES.get(name)))
                + " ORDER BY variable_name";
    }

    private static String without(List<String> names) {
        return names == null
                ? ""
                : " AND variable_name NOT IN ("
                        + names.stream().map(each -> "'" + each + "'").collect(Collectors.joining(",")) + ")";
    }

    /** What the statement finds among the variables that run. */
    public static Rows sent(String name, boolean interfaces, Rows running) {
        String prefix = name.substring(0, name.indexOf('_')) + "-";
        List<String> left = interfaces ? List.of() : INTERFACES.getOrDefault(name, List.of());
        return new Rows(running.columns(), running.values().stream()
                .filter(row -> row[0].startsWith(prefix) && !row[0].equals("mysql-threads") && !left.contains(row[0]))
                .sorted(Comparator.comparing(row -> row[0])).toList());
    }

    /** What of a peer's variables may come into this node's: those of the module, without the node's own. */
    static Rows applicable(String name, boolean interfaces, Rows rows) {
        String prefix = name.substring(0, name.indexOf('_')) + "-";
        List<String> left = interfaces ? List.of() : INTERFACES.getOrDefault(name, List.of());
        return new Rows(rows.columns(), rows.values().stream()
                .filter(row -> row[0] != null && row[0].startsWith(prefix) && !NEVER.contains(row[0])
                        && !left.contains(row[0]))
                .toList());
    }
}

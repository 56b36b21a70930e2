package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The walk-through of the manual's page on clusters: what is typed on each node, and what a node that follows then logs. */
final class ClusterManual {
    private static final String CREDENTIALS = "admin:admin;" + ClusterNodes.USER + ":" + ClusterNodes.PASSWORD;

    private ClusterManual() {
    }

    private static String set(String name, Object value) {
        return "UPDATE global_variables SET variable_value='" + value + "' WHERE variable_name='admin-" + name + "'";
    }

    /** Account, intervals and what is saved. */
    static String[] variables(int intervalMillis) {
        List<String> typed = new ArrayList<>(List.of(set("admin_credentials", CREDENTIALS),
                set("cluster_username", ClusterNodes.USER), set("cluster_password", ClusterNodes.PASSWORD),
                set("cluster_check_interval_ms", intervalMillis), set("cluster_check_status_frequency", 10)));
        for (String module : List.of("mysql_query_rules", "mysql_servers", "mysql_users", "proxysql_servers")) {
            typed.add(set("cluster_" + module + "_save_to_disk", true));
            typed.add(set("cluster_" + module + "_diffs_before_sync", 3));
        }
        typed.addAll(List.of("LOAD ADMIN VARIABLES TO RUNTIME", "SAVE ADMIN VARIABLES TO DISK"));
        return typed.toArray(String[]::new);
    }

    static String[] peers(List<Switchboard> nodes) {
        List<String> typed = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            typed.add("INSERT INTO proxysql_servers VALUES ('127.0.0.1', " + nodes.get(i).admin().port()
                    + ", 0, 'proxysql" + (i + 1) + "')");
        }
        typed.addAll(List.of("LOAD PROXYSQL SERVERS TO RUNTIME", "SAVE PROXYSQL SERVERS TO DISK"));
        return typed.toArray(String[]::new);
    }

    /** ProxySQL 2.7.1's lines when it takes the servers of a peer, in their order. */
    private static List<String> lines(String peer) {
        return List.of(
                "Cluster: detected a new checksum for mysql_servers_v2 from peer " + peer
                        + ", version \\d+, epoch \\d+, checksum 0x\\w+ \\. Not syncing yet \\.\\.\\.",
                "Cluster: detected a peer " + peer
                        + " with mysql_servers_v2 version \\d+, epoch \\d+, diff_check \\d+\\. "
                        + "Own version: \\d+, epoch: \\d+\\. Proceeding with remote sync",
                "Cluster: detected peer " + peer + " with mysql_servers_v2 version \\d+, epoch \\d+",
                "Cluster: Fetch mysql_servers_v2:'YES', mysql_servers:'YES' from peer " + peer,
                "Cluster: Fetching MySQL Servers v2 from peer " + peer + " started\\. Expected checksum: 0x\\w+",
                "Cluster: Fetching MySQL Servers v2 from peer " + peer + " completed",
                "Cluster: Computed checksum for MySQL Servers v2 from peer " + peer + " : 0x\\w+",
                "Cluster: Loading to runtime MySQL Servers v2 from peer " + peer,
                "Cluster: Saving to disk MySQL Servers v2 from peer " + peer);
    }

    /** Waits until a node has logged that it took the servers of a peer, all of it in ProxySQL's words and order. */
    static void awaitLines(Switchboard node, Switchboard source) {
        List<String> lines = lines(ClusterNodes.address(source).replace(".", "\\."));
        Awaitility.await(lines.getLast()).atMost(ClusterNodes.PATIENCE)
                .until(() -> Pattern.compile(lines.getLast()).matcher(node.log()).find());
        String log = node.log();
        int at = 0;
        for (String line : lines) {
            Matcher found = Pattern.compile(line + "$", Pattern.MULTILINE).matcher(log);
            assertTrue(found.find(at), line + " does not follow in\n" + log.substring(at));
            at = found.end();
        }
    }
}

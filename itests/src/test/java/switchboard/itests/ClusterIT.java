package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster of real processes: what is loaded on one node runs on all. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
    /** What is typed on a node, and what all of them then answer. */
    private record Change(String insert, String load, String question, String answer) {
    }

    private static final List<Change> CHANGES = List.of(
            new Change(
                    "INSERT INTO mysql_servers (hostgroup_id, hostname, port, comment) VALUES (1, '10.0.0.1', 3306, 'a')",
                    "LOAD MYSQL SERVERS TO RUNTIME",
                    "SELECT hostgroup_id, hostname, status, comment FROM runtime_mysql_servers", "1,10.0.0.1,ONLINE,a"),
            new Change("INSERT INTO mysql_replication_hostgroups VALUES (1, 2, 'read_only', 'pair')",
                    "LOAD MYSQL SERVERS TO RUNTIME",
                    "SELECT writer_hostgroup, reader_hostgroup, comment FROM runtime_mysql_replication_hostgroups",
                    "1,2,pair"),
            new Change("INSERT INTO mysql_users (username, password, default_hostgroup, comment) "
                    + "VALUES ('miller', 'secret', 1, 'one')", "LOAD MYSQL USERS TO RUNTIME",
                    "SELECT username, password, comment FROM mysql_users", "miller,secret,one"),
            new Change("INSERT INTO mysql_query_rules (rule_id, active, match_digest, destination_hostgroup, apply) "
                    + "VALUES (5, 1, '^SELECT', 2, 1)", "LOAD MYSQL QUERY RULES TO RUNTIME",
                    "SELECT rule_id, match_digest, apply, username IS NULL FROM runtime_mysql_query_rules",
                    "5,^SELECT,1,1"),
            new Change("INSERT INTO mysql_query_rules_fast_routing VALUES ('u', 's', 0, 7, 'fast')",
                    "LOAD MYSQL QUERY RULES TO RUNTIME",
                    "SELECT username, destination_hostgroup FROM runtime_mysql_query_rules_fast_routing", "u,7"),
            new Change("SET mysql-max_connections = 1234", "LOAD MYSQL VARIABLES TO RUNTIME",
                    "SELECT variable_value FROM runtime_global_variables WHERE variable_name='mysql-max_connections'",
                    "1234"),
            new Change("SET admin-refresh_interval = 4321", "LOAD ADMIN VARIABLES TO RUNTIME",
                    "SELECT variable_value FROM runtime_global_variables WHERE variable_name='admin-refresh_interval'",
                    "4321"));
    private static final String UNITS = "SELECT name, epoch, checksum FROM runtime_checksums_values "
            + "WHERE name <> 'mysql_servers' ORDER BY name";

    private static final int INTERVAL_MS = 200;

    private final ClusterNodes cluster;

    ClusterIT(Switchboards switchboards) {
        cluster = new ClusterNodes(switchboards, INTERVAL_MS).startAlone(3);
    }

    /** It makes them the cluster that the other tests use. */
    @Test
    @Order(0)
    void theManualsWalkThroughMakesThreeNodesAClusterAndLogsInProxySqlsWords() {
        for (Switchboard node : cluster.all()) {
            node.admin(ClusterManual.variables(INTERVAL_MS));
        }
        for (Switchboard node : cluster.all()) {
            node.admin(ClusterManual.peers(cluster.all()));
        }
        for (Switchboard node : cluster.all()) {
            for (Switchboard peer : cluster.all()) {
                node.awaitLog("Cluster: clustering with peer " + ClusterNodes.address(peer) + " . Remote version: ");
            }
        }
        Switchboard second = cluster.get(1);
        second.admin("INSERT INTO mysql_servers (hostgroup_id, hostname, port, comment) "
                + "VALUES (0, '172.16.0.1', 4567, 'walk')", "LOAD MYSQL SERVERS TO RUNTIME");
        String servers = "SELECT hostgroup_id, hostname, port, comment FROM ";
        cluster.await("0,172.16.0.1,4567,walk", servers + "runtime_mysql_servers");
        for (int other : new int[]{0, 2}) {
            ClusterNodes.await(cluster.get(other), "0,172.16.0.1,4567,walk", servers + "disk.mysql_servers");
            ClusterManual.awaitLines(cluster.get(other), second);
        }
        second.admin("DELETE FROM mysql_servers", "LOAD MYSQL SERVERS TO RUNTIME", "SAVE MYSQL SERVERS TO DISK");
        cluster.await("", "SELECT hostname FROM runtime_mysql_servers");
    }

    @Test
    @Order(1)
    void aLoadOfEachModuleOnAnyNodeRunsOnAllAndIsOnTheirDisks() {
        int turn = 0;
        for (Change change : CHANGES) {
            Switchboard node = cluster.get(turn++ % 3);
            node.admin(change.insert(), change.load());
            cluster.await(change.answer(), change.question());
        }
        cluster.await("1,10.0.0.1", "SELECT hostgroup_id, hostname FROM disk.mysql_servers");
        cluster.await("5", "SELECT rule_id FROM disk.mysql_query_rules");
    }

    @Test
    @Order(2)
    void epochsAndChecksumsAreThenTheSameEverywhere() {
        List<String> loaded = List.of("mysql_servers_v2", "mysql_users", "mysql_query_rules", "mysql_variables",
                "admin_variables");
        for (String name : loaded) {
            String question = "SELECT epoch, checksum FROM runtime_checksums_values WHERE name='" + name + "'";
            cluster.await(ClusterNodes.text(cluster.get(0), question), question);
        }
    }

    @Test
    @Order(4)
    void tablesTellWhatIsKnownOfThePeers() {
        Switchboard node = cluster.get(0);
        String rows = "SELECT COUNT(*) FROM stats_proxysql_servers_";
        node.awaitLog("Created new link with Cluster node 127.0.0.1:");
        ClusterNodes.await(node, "3", rows + "metrics WHERE Uptime_s > 0");
        ClusterNodes.await(node, "3", rows + "status WHERE checks_OK > 0");
        ClusterNodes.await(node, "21", rows + "checksums WHERE diff_check = 0");
        ClusterNodes.await(node, "3", rows.replace("COUNT(*)", "COUNT(DISTINCT uuid)") + "clients_status");
        assertEquals(36, node.adminValue("SELECT variable_value FROM disk.global_settings WHERE variable_name='uuid'")
                .length());
        String metrics = node.adminValue("SHOW PROMETHEUS METRICS");
        assertTrue(Pattern.compile(
                "proxysql_cluster_pulled_total\\{module_name=\"mysql_users\",status=\"success\"} [1-9]")
                .matcher(metrics).find(), metrics);
        assertTrue(node.admin("SHOW CLUSTER").size() >= 28, () -> node.admin("SHOW CLUSTER").toString());
    }

    @Test
    @Order(5)
    void aNodeThatWasStoppedMeanwhileFollowsWhenItIsBack() {
        Switchboard stopped = cluster.get(1);
        String uuid = stopped.adminValue("SELECT variable_value FROM disk.global_settings");
        stopped.stop();
        cluster.get(0).admin("UPDATE mysql_servers SET comment='meanwhile'", "LOAD MYSQL SERVERS TO RUNTIME");
        cluster.await("meanwhile", "SELECT comment FROM runtime_mysql_servers");
        stopped.start();
        cluster.await("meanwhile", "SELECT comment FROM runtime_mysql_servers");
        assertEquals(uuid, stopped.adminValue("SELECT variable_value FROM disk.global_settings"));
    }

    @Test
    @Order(6)
    void aNewNodeWithOnePeerGetsEverything() {
        Switchboard fresh = cluster.add(SwitchboardConfig.empty(), cluster.get(2));
        String peers = "INSERT INTO proxysql_servers (hostname, port) VALUES ('127.0.0.1', " + fresh.admin().port()
                + ")";
        cluster.get(0).admin(peers, "LOAD PROXYSQL SERVERS TO RUNTIME");
        cluster.await("4", "SELECT COUNT(*) FROM runtime_proxysql_servers");
        for (Change change : CHANGES.subList(1, CHANGES.size())) {
            ClusterNodes.await(fresh, change.answer(), change.question());
        }
        ClusterNodes.await(fresh, ClusterNodes.text(cluster.get(0), UNITS), UNITS);
    }

    @Test
    @Order(7)
    void aNodeThatIsRemovedAnywhereIsRemovedEverywhere() {
        String gone = ClusterNodes.address(cluster.get(3));
        cluster.get(1).admin("DELETE FROM proxysql_servers WHERE port=" + cluster.get(3).admin().port(),
                "LOAD PROXYSQL SERVERS TO RUNTIME");
        cluster.await("3", "SELECT COUNT(*) FROM runtime_proxysql_servers");
        cluster.get(0).awaitLog("Destroyed Cluster Node Entry for host " + gone);
        cluster.get(0).awaitLog("Cluster: closing thread for peer " + gone);
    }

    @Test
    @Order(8)
    void modulesThatProxySqlDoesNotKnowAreKeptEqualWhereTheyAreNamed() {
        cluster.get(0).admin("INSERT INTO mysql_firewall_whitelist_users VALUES (1, 'early', '', 'OFF', '')",
                "LOAD MYSQL FIREWALL TO RUNTIME");
        String users = "SELECT username FROM runtime_mysql_firewall_whitelist_users ORDER BY username";
        assertEquals("", ClusterNodes.text(cluster.get(1), users));
        for (Switchboard node : cluster.all()) {
            node.admin("SET switchboard-cluster_modules = 'mysql_firewall'", "LOAD SWITCHBOARD VARIABLES TO RUNTIME");
        }
        cluster.get(0).admin("INSERT INTO mysql_firewall_whitelist_users VALUES (1, 'late', '', 'OFF', '')",
                "LOAD MYSQL FIREWALL TO RUNTIME");
        for (int i = 0; i < 3; i++) {
            ClusterNodes.await(cluster.get(i), "early|late", users);
        }
    }
}

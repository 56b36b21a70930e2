package switchboard.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes that start with configurations of their own, and nodes that do not belong together. */
@ExtendWith(RealServers.class)
class ClusterStartIT {
    private static final String RULES = "SELECT rule_id FROM runtime_mysql_query_rules";

    private final ClusterNodes cluster;

    ClusterStartIT(Switchboards switchboards) {
        cluster = new ClusterNodes(switchboards, 100);
    }

    @Test
    void nodesStayApartUntilOneLoadsThenFollowIt() {
        Switchboard first = cluster.add(SwitchboardConfig.empty().rule("rule_id=1", "active=1"));
        Switchboard second = cluster.add(SwitchboardConfig.empty().rule("rule_id=2", "active=1"), first);
        first.admin("INSERT INTO proxysql_servers (hostname, port) VALUES ('127.0.0.1', " + first.admin().port()
                + "), ('127.0.0.1', " + second.admin().port() + ")",
                "LOAD PROXYSQL SERVERS TO RUNTIME");
        first.awaitLog("diff_check is increasing, but version 1 doesn't allow sync");
        second.awaitLog("diff_check is increasing, but version 1 doesn't allow sync");
        assertEquals("1", ClusterNodes.text(first, RULES));
        assertEquals("2", ClusterNodes.text(second, RULES));
        second.admin("LOAD MYSQL QUERY RULES TO RUNTIME");
        cluster.await("2", RULES);
    }

    @Test
    void aNodeOfAnotherClusterIsRefusedOnBothSides() {
        Switchboard first = cluster.add(SwitchboardConfig.empty());
        first.admin("SET switchboard-cluster_name = 'paris'", "LOAD SWITCHBOARD VARIABLES TO RUNTIME");
        first.admin("INSERT INTO mysql_query_rules (rule_id, active) VALUES (9, 1)",
                "LOAD MYSQL QUERY RULES TO RUNTIME");
        Switchboard second = cluster.add(SwitchboardConfig.empty(), first);
        first.awaitLog("it belongs to cluster '', this node to 'paris'");
        second.awaitLog("Cluster: peer " + ClusterNodes.address(first) + " belongs to another cluster");
        assertEquals("", ClusterNodes.text(second, RULES));
    }
}

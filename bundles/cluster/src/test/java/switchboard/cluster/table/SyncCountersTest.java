package switchboard.cluster.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.stats.LabelledCounters.Counter;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.mesh.MeshListener.Conflict;
import switchboard.cluster.mesh.Puller;

class SyncCountersTest {
    private static final ModuleChecksum RUNNING = new ModuleChecksum("mysql_servers", 2, 1, "0x2");

    private final SyncCounters counters = new SyncCounters();

    private static Puller.Order order(String name, ModuleChecksum running) {
        return new Puller.Order(new PeerAddress("node1", 6032), new ModuleChecksum(name, 2, 1, "0x1"), running, false);
    }

    /** Those above 0, by their labels. */
    private Map<String, Long> counted() {
        Map<String, Long> counted = new TreeMap<>();
        for (Counter each : counters.counters()) {
            if (each.value() > 0) {
                counted.put(String.join(" ", List.copyOf(new TreeMap<>(each.labels()).values())), each.value());
            }
        }
        return counted;
    }

    @Test
    void allThatProxySqlNamesIsThereFromTheBeginning() {
        Map<String, Long> names = new TreeMap<>();
        counters.counters().forEach(each -> names.merge(each.name(), 1L, Long::sum));
        assertEquals(Map.of("proxysql_cluster_pulled_total", 30L, "proxysql_cluster_syn_conflict_total", 14L), names);
        assertEquals(Map.of(), counted());
    }

    @Test
    void aPullOfServersCountsForEachOfTheirTables() {
        counters.pulled(order("mysql_servers_v2", RUNNING), true);
        counters.pulled(order("mysql_servers_v2", RUNNING), false);
        counters.pulled(order("mysql_servers", null), true);
        assertEquals(Map.of("mysql_servers success", 1L, "mysql_servers failure", 1L,
                "mysql_servers_replication_hostgroups success", 1L,
                "mysql_servers_group_replication_hostgroups success", 1L, "mysql_servers_galera_hostgroups success", 1L,
                "mysql_servers_aws_aurora_hostgroups success", 1L, "mysql_servers_hostgroup_attributes success", 1L,
                "mysql_servers_ssl_params success", 1L, "mysql_servers_runtime_checks success", 2L), counted());
    }

    @Test
    void conflictsHaveProxySqlsReasons() {
        counters.conflicted("mysql_servers_v2", Conflict.SERVERS_SHARE_EPOCH);
        counters.conflicted("mysql_users", Conflict.VERSION_ONE);
        assertEquals(Map.of("mysql_servers servers_share_epoch", 1L, "mysql_users version_one", 1L), counted());
    }
}

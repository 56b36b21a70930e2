package switchboard.cluster.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import switchboard.api.stats.LabelledCounters;
import switchboard.cluster.mesh.MeshListener.Conflict;
import switchboard.cluster.mesh.Puller;

/** Pulls and conflicts under the names and labels of ProxySQL's metrics, all of them from the beginning. Any thread. */
public final class SyncCounters implements LabelledCounters {
    private static final String SERVERS = "mysql_servers";
    private static final String SERVERS_V2 = "mysql_servers_v2";
    private static final String RUNNING = "mysql_servers_runtime_checks";
    /** What is pulled together with the servers. */
    private static final List<String> WITH_SERVERS = List.of(SERVERS, "mysql_servers_replication_hostgroups",
            "mysql_servers_group_replication_hostgroups", "mysql_servers_galera_hostgroups",
            "mysql_servers_aws_aurora_hostgroups", "mysql_servers_hostgroup_attributes", "mysql_servers_ssl_params");
    private static final List<String> ALONE = List.of("admin_variables", "mysql_query_rules", "mysql_users",
            "mysql_variables", "proxysql_servers", "ldap_variables");

    private record Key(boolean pull, String module, String label) {
    }

    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    public SyncCounters() {
        List<String> pulled = new ArrayList<>(ALONE);
        pulled.addAll(WITH_SERVERS);
        pulled.addAll(List.of(RUNNING, "mysql_ldap_mapping"));
        for (boolean success : new boolean[]{true, false}) {
            pulled.forEach(module -> at(pull(module, success)));
        }
        for (Conflict why : Conflict.values()) {
            ALONE.forEach(module -> at(conflict(module, why)));
            at(conflict(SERVERS, why));
        }
    }

    /** A pull has ended; one of servers counts for each of its tables when it has them, and once when it fails. */
    public void pulled(Puller.Order order, boolean success) {
        switch (order.name()) {
            case SERVERS -> at(pull(RUNNING, success)).increment();
            case SERVERS_V2 -> {
                List<String> tables = success ? WITH_SERVERS : List.of(SERVERS);
                tables.forEach(table -> at(pull(table, success)).increment());
                if (order.running() != null && success) {
                    at(pull(RUNNING, true)).increment();
                }
            }
            default -> at(pull(order.name(), success)).increment();
        }
    }

    /** A conflict was logged. */
    public void conflicted(String name, Conflict why) {
        at(conflict(name.equals(SERVERS_V2) ? SERVERS : name, why)).increment();
    }

    private LongAdder at(Key key) {
        return counts.computeIfAbsent(key, unknown -> new LongAdder());
    }

    private static Key pull(String module, boolean success) {
        return new Key(true, module, success ? "success" : "failure");
    }

    private static Key conflict(String module, Conflict why) {
        return new Key(false, module, why.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public List<Counter> counters() {
        List<Counter> counters = new ArrayList<>();
        counts.forEach((key, count) -> counters.add(key.pull()
                ? new Counter("proxysql_cluster_pulled_total", "Pulls of a module from a peer.",
                        Map.of("module_name", key.module(), "status", key.label()), count.sum())
                : new Counter("proxysql_cluster_syn_conflict_total", "Times a module could not be synchronised.",
                        Map.of("module_name", key.module(), "reason", key.label()), count.sum())));
        return counters;
    }
}

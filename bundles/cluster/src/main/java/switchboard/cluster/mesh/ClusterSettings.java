package switchboard.cluster.mesh;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import switchboard.api.variables.VariableValues;
import switchboard.cluster.decision.ServersPart;
import switchboard.cluster.decision.SyncRule;
import switchboard.cluster.peer.PeerCredentials;
import switchboard.cluster.peer.PeerSettings;

/**
 * The cluster's variables.
 *
 * @param modules by name, those that ProxySQL knows
 * @param others how the rest is followed
 * @param named those of the rest that have to be named to be compared and followed
 */
public record ClusterSettings(PeerSettings peers, ServersPart servers, Map<String, ModuleSetting> modules,
        ModuleSetting others, Set<String> named) {
    private static final Set<String> KNOWN = Set.of("mysql_query_rules", "mysql_servers", "mysql_users",
            "proxysql_servers", "mysql_variables", "admin_variables");
    private static final String OTHERS = "switchboard-cluster_modules_diffs_before_sync";

    public ClusterSettings {
        modules = Map.copyOf(modules);
        named = Set.copyOf(named);
    }

    /** @param monitored whether this node was started with its monitor */
    public static ClusterSettings of(VariableValues now, String version, String uuid, boolean monitored) {
        PeerCredentials credentials = new PeerCredentials(now.text("admin-cluster_username"),
                now.text("admin-cluster_password"), now.flag("switchboard-cluster_tls_required"));
        PeerSettings peers = new PeerSettings(credentials,
                Duration.ofMillis(now.number("admin-cluster_check_interval_ms")),
                now.number("admin-cluster_check_status_frequency"), version, now.text("switchboard-cluster_name"), uuid,
                now.text("admin-mysql_ifaces"), now.text("switchboard-cluster_mode").equals("primary"));
        Map<String, ModuleSetting> modules = new HashMap<>();
        KNOWN.forEach(name -> modules.put(name, setting(now, name)));
        modules.put("mysql_servers_v2", modules.get("mysql_servers"));
        ModuleSetting others = new ModuleSetting(OTHERS, new SyncRule(now.number(OTHERS)),
                now.flag("switchboard-cluster_modules_save_to_disk"));
        return new ClusterSettings(peers,
                ServersPart.of(now.number("admin-cluster_mysql_servers_sync_algorithm"), monitored), modules, others,
                names(now.text("switchboard-cluster_modules")));
    }

    private static ModuleSetting setting(VariableValues now, String name) {
        String variable = "admin-cluster_" + name + "_diffs_before_sync";
        return new ModuleSetting(variable, new SyncRule(now.number(variable)),
                now.flag("admin-cluster_" + name + "_save_to_disk"));
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split("[,; ]+")).filter(name -> !name.isEmpty()).collect(Collectors.toSet());
    }

    /** How a module is followed; those that ProxySQL does not know only if they are named. */
    public ModuleSetting of(String name) {
        return modules.getOrDefault(name, others);
    }

    /** Whether what was seen has to be looked at again: more is followed than before. */
    boolean followsMoreThan(ClusterSettings before) {
        boolean more = modules.entrySet().stream().anyMatch(each -> each.getValue().rule().diffs() > 0
                && before.of(each.getKey()).rule().diffs() == 0);
        return more || servers != before.servers || !before.named.containsAll(named)
                || others.rule().diffs() > 0 && before.others.rule().diffs() == 0;
    }
}

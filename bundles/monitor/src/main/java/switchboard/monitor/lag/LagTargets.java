package switchboard.monitor.lag;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckTarget;
import switchboard.api.server.Server;
import switchboard.api.server.ServerKey;
import switchboard.api.server.ServersSnapshot;
import switchboard.monitor.connection.Hosts;

/**
 * Whom to ask for the lag: each entry with max_replication_lag, or each host of such entries.
 *
 * @param byGroup whom to ask
 * @param entries to which entries the answer applies
 */
record LagTargets(List<CheckGroup> groups, Map<String, CheckTarget> byGroup, Map<String, List<ServerKey>> entries) {
    static final LagTargets NONE = new LagTargets(List.of(), Map.of(), Map.of());

    /** @param byHost mysql-monitor_replication_lag_group_by_host */
    static LagTargets of(ServersSnapshot now, CheckQuestion question, boolean byHost, Duration interval,
            Duration timeout) {
        Map<String, Boolean> tls = new LinkedHashMap<>();
        now.hostgroups().values().forEach(list -> list.forEach(
                server -> tls.merge(host(server), server.useSsl(), Boolean::logicalOr)));
        Map<String, CheckTarget> targets = new LinkedHashMap<>();
        Map<String, List<ServerKey>> entries = new LinkedHashMap<>();
        now.hostgroups().values().forEach(list -> list.forEach(server -> {
            if (isChecked(server)) {
                String group = byHost ? host(server) : host(server) + '/' + server.key().hostgroup();
                targets.put(group, new CheckTarget(server.key().hostname(), server.key().port(),
                        tls.get(host(server)), question));
                entries.merge(group, List.of(server.key()), LagTargets::joined);
            }
        }));
        return new LagTargets(
                targets.keySet().stream().map(key -> new CheckGroup(key, interval, timeout))
                        .collect(Collectors.toUnmodifiableList()),
                targets, entries);
    }

    private static List<ServerKey> joined(List<ServerKey> some, List<ServerKey> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static boolean isChecked(Server server) {
        return server.maxReplicationLagSeconds() > 0 && switch (server.status()) {
            case ONLINE, SHUNNED, SHUNNED_REPLICATION_LAG -> true;
            case OFFLINE_SOFT, OFFLINE_HARD -> false;
        };
    }

    private static String host(Server server) {
        return Hosts.key(server.key().hostname(), server.key().port());
    }
}

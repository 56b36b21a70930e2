package switchboard.monitor.readonly;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckTarget;
import switchboard.api.server.Server;
import switchboard.api.server.ServersSnapshot;
import switchboard.monitor.connection.Hosts;

/**
 * Whom to ask for read_only: the servers of all pairs, each once, as the first pair says that has it.
 *
 * @param byHost the plain question
 * @param types what to ask, by host
 */
record ReadOnlyTargets(List<CheckGroup> groups, Map<String, CheckTarget> byHost, Map<String, CheckType> types) {
    static final ReadOnlyTargets NONE = new ReadOnlyTargets(List.of(), Map.of(), Map.of());

    static ReadOnlyTargets of(List<ReplicationRow> rows, ServersSnapshot now, Duration interval, Duration timeout) {
        Map<String, Boolean> tls = new LinkedHashMap<>();
        now.hostgroups().values().forEach(list -> list.forEach(
                server -> tls.merge(key(server), server.useSsl(), Boolean::logicalOr)));
        Map<String, CheckTarget> targets = new LinkedHashMap<>();
        Map<String, CheckType> types = new LinkedHashMap<>();
        for (ReplicationRow row : rows) {
            List<Server> servers = new ArrayList<>(now.in(row.writer()));
            servers.addAll(now.in(row.reader()));
            for (Server server : servers) {
                boolean asked = switch (server.status()) {
                    case ONLINE, SHUNNED, SHUNNED_REPLICATION_LAG -> true;
                    case OFFLINE_SOFT, OFFLINE_HARD -> false;
                };
                if (asked && types.putIfAbsent(key(server), row.checkType()) == null) {
                    targets.put(key(server), new CheckTarget(server.key().hostname(), server.key().port(),
                            tls.get(key(server)), CheckQuestion.Query.of(row.checkType().statement())));
                }
            }
        }
        return new ReadOnlyTargets(
                targets.keySet().stream().map(key -> new CheckGroup(key, interval, timeout))
                        .collect(Collectors.toUnmodifiableList()),
                targets, types);
    }

    private static String key(Server server) {
        return Hosts.key(server.key().hostname(), server.key().port());
    }

    /** The target of a group with the question for the topology of its RDS cluster. */
    CheckTarget withRdsTopology(CheckGroup group, CheckTarget plain) {
        return new CheckTarget(plain.hostname(), plain.port(), plain.tls(),
                CheckQuestion.Query.of(types.get(group.key()).statementWithRdsTopology()));
    }
}

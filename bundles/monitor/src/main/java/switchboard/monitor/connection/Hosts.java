package switchboard.monitor.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckQuestion;
import switchboard.api.check.CheckTarget;
import switchboard.api.server.Server;
import switchboard.api.server.ServersSnapshot;

/**
 * The servers of all hostgroups by host and port, each a group of its own for a check. Built anew only when servers or
 * intervals have changed. {@link #groups} is called by one thread at a time, {@link #target} by any.
 */
public final class Hosts {
    private final Predicate<Server> chosen;
    private final CheckQuestion question;
    private ServersSnapshot snapshot;
    private Duration interval;
    private Duration timeout;
    private List<CheckGroup> groups = List.of();
    private volatile Map<String, CheckTarget> targets = Map.of();

    /** @param chosen which entries make their host one that is asked */
    public Hosts(CheckQuestion question, Predicate<Server> chosen) {
        this.question = question;
        this.chosen = chosen;
    }

    /** A group for each host and port, named by both. */
    public List<CheckGroup> groups(ServersSnapshot now, Duration wantedInterval, Duration wantedTimeout) {
        if (now != snapshot || !wantedInterval.equals(interval) || !wantedTimeout.equals(timeout)) {
            snapshot = now;
            interval = wantedInterval;
            timeout = wantedTimeout;
            Map<String, CheckTarget> found = find(now);
            targets = found;
            groups = found.keySet().stream().map(key -> new CheckGroup(key, interval, timeout))
                    .collect(Collectors.toUnmodifiableList());
        }
        return groups;
    }

    private Map<String, CheckTarget> find(ServersSnapshot now) {
        Map<String, Boolean> tls = new LinkedHashMap<>();
        List<Server> wanted = new ArrayList<>();
        now.hostgroups().values().forEach(list -> list.forEach(server -> {
            tls.merge(key(server), server.useSsl(), Boolean::logicalOr); // by any row, as ProxySQL does
            if (chosen.test(server)) {
                wanted.add(server);
            }
        }));
        Map<String, CheckTarget> found = new LinkedHashMap<>();
        wanted.forEach(server -> found.put(key(server), new CheckTarget(server.key().hostname(), server.key().port(),
                tls.get(key(server)), question)));
        return found;
    }

    private static String key(Server server) {
        return key(server.key().hostname(), server.key().port());
    }

    /** The name of a host's group. */
    public static String key(String hostname, int port) {
        return hostname + ':' + port;
    }

    /** The one target of a group; none if its server has gone. */
    public List<CheckTarget> target(CheckGroup group) {
        CheckTarget found = targets.get(group.key());
        return found == null ? List.of() : List.of(Objects.requireNonNull(found));
    }
}

package switchboard.monitor.schedule;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.HealthCheck;
import switchboard.monitor.connection.CheckClock;
import switchboard.monitor.connection.CheckConnections;

/** The groups that one event loop asks. On that loop. */
final class LoopChecks {
    /**
     * A group that is to be asked.
     *
     * @param number among the groups of its check
     * @param fresh how many of the check are new together with this one, if it is new
     */
    record Wanted(HealthCheck check, CheckGroup group, long number, int fresh) {
        GroupKey key() {
            return new GroupKey(check.name(), group.key());
        }
    }

    private final CheckConnections connections;
    private final CheckClock clock;
    private final Predicate<CheckTarget> responsive;
    private final LateCount late;
    private final Map<GroupKey, GroupRun> runs = new HashMap<>();

    LoopChecks(CheckConnections connections, CheckClock clock, Predicate<CheckTarget> responsive, LateCount late) {
        this.connections = connections;
        this.clock = clock;
        this.responsive = responsive;
        this.late = late;
    }

    CheckConnections connections() {
        return connections;
    }

    /** From now on these groups and no others. */
    void follow(List<Wanted> wanted) {
        Set<GroupKey> keys = wanted.stream().map(Wanted::key).collect(Collectors.toSet());
        runs.entrySet().removeIf(run -> {
            boolean gone = !keys.contains(run.getKey());
            if (gone) {
                run.getValue().cancel();
            }
            return gone;
        });
        wanted.forEach(this::follow);
        connections.tidy();
    }

    private void follow(Wanted wanted) {
        GroupRun running = runs.get(wanted.key());
        if (running != null) {
            running.update(wanted.check(), wanted.group());
            return;
        }
        GroupRun begun = new GroupRun(connections, clock, responsive, late, wanted.check(), wanted.group());
        runs.put(wanted.key(), begun);
        Duration interval = wanted.group().interval();
        begun.start(Spread.firstDelayNanos(wanted.number(), wanted.fresh(), interval),
                Spread.phaseNanos(wanted.number(), interval));
    }

    void close() {
        runs.values().forEach(GroupRun::cancel);
        runs.clear();
        connections.close();
    }
}

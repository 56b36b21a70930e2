package switchboard.monitor.schedule;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.HealthCheck;
import switchboard.api.transport.Transport;
import switchboard.monitor.connection.CheckClock;
import switchboard.monitor.connection.CheckConnections;
import switchboard.monitor.connection.CheckTls;
import switchboard.monitor.connection.ConnectionSettings;

/**
 * Asks the groups of all checks. A group stays on one event loop, with its connections: those of different checks that
 * have the same key up to a slash, such as {@code host:port} and {@code host:port/10}, share them.
 *
 * <p>The last loop asks, which has the fewest clients, and others only when there is too much for it: two loops that are
 * woken for half as many answers each take twice the CPU of one (itests/bench/README.md).
 */
public final class CheckScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(CheckScheduler.class);

    /** Checks begin at different numbers, or those of one server would always come together. */
    private static final long CHECK_MASK = 0xFFFF;
    /** As 10,000 servers have with all four checks: about a quarter of a core with ProxySQL's intervals. */
    private static final int GROUPS_PER_LOOP = 40_000;

    private record Asked(HealthCheck check, List<CheckGroup> groups) {
        boolean isSame(Asked other) {
            return check == other.check() && groups.equals(other.groups());
        }
    }

    private final List<LoopChecks> loops = new ArrayList<>();
    private final LateCount late = new LateCount();
    private final Map<GroupKey, Long> numbers = new HashMap<>();
    private final Map<String, Long> lastNumber = new HashMap<>();
    private List<Asked> followed = List.of();
    private int loopsInUse = 1; // never fewer again: groups would move for nothing

    /** @param responsive whether a target's server answers pings */
    public CheckScheduler(Transport transport, CheckTls tls, Supplier<ConnectionSettings> settings,
            Predicate<CheckTarget> responsive, CheckClock clock) {
        for (EventLoop loop : transport.eventLoops()) {
            loops.add(new LoopChecks(new CheckConnections(loop, transport, tls, settings, clock.nanos()), clock,
                    responsive,
                    late));
        }
    }

    /** Asks the groups of these checks and no others from now on; calls {@code groups} of each. One caller at a time. */
    public void follow(Collection<HealthCheck> checks) {
        List<Asked> asked = checks.stream().map(check -> new Asked(check, groups(check))).toList();
        if (isFollowed(asked)) {
            loops.forEach(loop -> onLoop(loop, loop.connections()::tidy));
            return;
        }
        int groupCount = asked.stream().mapToInt(one -> one.groups().size()).sum();
        int loopsBefore = loopsInUse;
        loopsInUse = Math.max(loopsInUse, Math.min(loops.size(), 1 + groupCount / GROUPS_PER_LOOP));
        if (loopsInUse != loopsBefore) {
            numbers.clear(); // many groups move to another loop and log in anew: as gently as if they were new
        }
        List<List<LoopChecks.Wanted>> byLoop = new ArrayList<>();
        loops.forEach(any -> byLoop.add(new ArrayList<>()));
        Map<GroupKey, Long> kept = new HashMap<>();
        for (Asked one : asked) {
            HealthCheck check = one.check();
            List<CheckGroup> groups = one.groups();
            lastNumber.putIfAbsent(check.name(), (long) check.name().hashCode() & CHECK_MASK);
            int fresh = (int) groups.stream().filter(group -> !numbers.containsKey(key(check, group))).count();
            for (CheckGroup group : groups) {
                GroupKey key = key(check, group);
                long number = numbers.containsKey(key)
                        ? numbers.get(key)
                        : lastNumber.merge(check.name(), 1L, Long::sum);
                kept.put(key, number);
                byLoop.get(loops.size() - 1 - Math.floorMod(place(group).hashCode(), loopsInUse))
                        .add(new LoopChecks.Wanted(check, group, number, fresh));
            }
        }
        numbers.clear();
        numbers.putAll(kept);
        for (int i = 0; i < loops.size(); i++) {
            LoopChecks loop = loops.get(i);
            List<LoopChecks.Wanted> wanted = byLoop.get(i);
            onLoop(loop, () -> loop.follow(wanted));
        }
        followed = asked;
    }

    private boolean isFollowed(List<Asked> asked) {
        if (asked.size() != followed.size()) {
            return false;
        }
        for (int i = 0; i < asked.size(); i++) {
            if (!asked.get(i).isSame(followed.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static GroupKey key(HealthCheck check, CheckGroup group) {
        return new GroupKey(check.name(), group.key());
    }

    private static String place(CheckGroup group) {
        int slash = group.key().startsWith("/") ? -1 : group.key().indexOf('/'); // not in the path of a Unix socket
        return slash < 0 ? group.key() : group.key().substring(0, slash);
    }

    private static List<CheckGroup> groups(HealthCheck check) {
        try {
            return List.copyOf(check.groups()); // a check may use its list again
        } catch (RuntimeException | LinkageError e) { // LinkageError: a class of a bundle that is being taken out
            LOG.error("A health check failed to say whom to ask check={}", check.name(), e);
            return List.of();
        }
    }

    /** Asks nobody any more and closes all connections. */
    public void stop() {
        loops.forEach(loop -> onLoop(loop, loop::close));
    }

    public LateCount late() {
        return late;
    }

    private static void onLoop(LoopChecks loop, Runnable task) {
        try {
            loop.connections().loop().execute(task);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("The event loops have ended");
        }
    }
}

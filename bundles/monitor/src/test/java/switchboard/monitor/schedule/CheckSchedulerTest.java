package switchboard.monitor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.HealthCheck;
import switchboard.api.server.ServerDirectory;
import switchboard.monitor.connection.CheckClock;
import switchboard.monitor.connection.CheckTls;
import switchboard.monitor.connection.ConnectionSettings;
import switchboard.monitor.rig.Loops;
import switchboard.monitor.rig.TestTls;
import switchboard.mysql.protocol.auth.Secret;

class CheckSchedulerTest {
    private static final ConnectionSettings SETTINGS = new ConnectionSettings("monitor", Secret.NONE, 0, 1);

    private final Loops loops = new Loops();
    private final CheckScheduler scheduler = new CheckScheduler(loops.transport(),
            new CheckTls(new TestTls(), () -> ServerDirectory.OFF, System::nanoTime), () -> SETTINGS, any -> true,
            CheckClock.SYSTEM);
    private final Asks check = new Asks();

    @AfterEach
    void close() {
        scheduler.stop();
        loops.close();
    }

    /** Asks nobody, and knows on which loop each group had a round. */
    private final class Asks implements HealthCheck {
        final Map<String, Set<EventLoop>> rounds = new ConcurrentHashMap<>();
        List<CheckGroup> groups = List.of();

        @Override
        public String name() {
            return "asks";
        }

        @Override
        public List<CheckGroup> groups() {
            return groups;
        }

        @Override
        public List<CheckTarget> targets(CheckGroup group) {
            for (EventLoop loop : loops.transport().eventLoops()) {
                if (loop.inEventLoop()) {
                    rounds.computeIfAbsent(group.key(), any -> ConcurrentHashMap.newKeySet()).add(loop);
                }
            }
            return List.of();
        }

        @Override
        public void answered(CheckGroup group, CheckResult result) {
            throw new AssertionError("nobody was asked");
        }

        Set<EventLoop> used() {
            Set<EventLoop> all = ConcurrentHashMap.newKeySet();
            rounds.values().forEach(all::addAll);
            return all;
        }
    }

    private void follow(int groups, Duration interval) {
        List<CheckGroup> wanted = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            wanted.add(new CheckGroup("db" + i + ":3306", interval, Duration.ofSeconds(1)));
        }
        check.groups = wanted;
        scheduler.follow(List.of(check));
    }

    @Test
    void aFewThousandServersNeedOneLoop() {
        follow(50, Duration.ofMillis(100));
        Loops.await(() -> check.rounds.size() + " groups", () -> check.rounds.size() == 50);
        assertEquals(Set.of(loops.transport().eventLoops().getLast()), check.used());
    }

    @Test
    void somebodyElseHelpsWhenThereAreTooManyAndAGroupIsAskedOnOneLoopOnly() {
        follow(40_000, Duration.ofHours(1));
        Loops.await(() -> "loops " + check.used(), () -> check.used().size() == 2);
        assertTrue(check.rounds.values().stream().allMatch(on -> on.size() == 1));
        follow(50, Duration.ofMillis(100));
        check.rounds.clear();
        Loops.await(() -> check.rounds.size() + " groups", () -> check.rounds.size() == 50);
        assertEquals(2, check.used().size(), "nobody moves back");
    }
}

package switchboard.monitor.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.check.CheckGroup;
import switchboard.api.check.CheckResult;
import switchboard.api.check.CheckTarget;
import switchboard.api.check.HealthCheck;
import switchboard.monitor.connection.CheckClock;
import switchboard.monitor.connection.CheckConnections;
import switchboard.monitor.connection.CheckTimer;
import switchboard.monitor.connection.Question;

/** One group of one check: round after round, until it is cancelled. On its event loop. */
final class GroupRun {
    private static final Logger LOG = LoggerFactory.getLogger(GroupRun.class);

    private final CheckConnections connections;
    private final CheckClock clock;
    private final Predicate<CheckTarget> responsive;
    private final LateCount late;
    private final Remembered remembered = new Remembered();
    private final Runnable round = this::round;
    private HealthCheck check; // of the round under way, or of the last one
    private HealthCheck nextCheck;
    private CheckGroup group;
    private long dueNanos; // when the round under way, or the next one, was to begin
    private CheckTimer.Task next; // null amid a round
    private boolean started;
    private boolean cancelled;
    private CheckResult[] results;
    private int missing;

    GroupRun(CheckConnections connections, CheckClock clock, Predicate<CheckTarget> responsive, LateCount late,
            HealthCheck check, CheckGroup group) {
        this.connections = connections;
        this.clock = clock;
        this.responsive = responsive;
        this.late = late;
        this.check = check;
        this.nextCheck = check;
        this.group = group;
    }

    /** @param phaseNanos where in an interval the group has its place, from the second round on */
    void start(long firstDelayNanos, long phaseNanos) {
        long interval = group.interval().toNanos();
        long second = Spread.secondNanos(firstDelayNanos, phaseNanos, interval);
        dueNanos = clock.nanos().getAsLong() + second - interval;
        scheduleIn(firstDelayNanos);
    }

    /** Another instance of the check, or another interval or timeout, from the next round on. */
    void update(HealthCheck instance, CheckGroup now) {
        nextCheck = instance;
        if (now.equals(group)) {
            return;
        }
        boolean sooner = now.interval().compareTo(group.interval()) < 0;
        group = now;
        if (sooner && next != null && next.atNanos() - clock.nanos().getAsLong() > now.interval().toNanos()) {
            next.cancel();
            dueNanos = clock.nanos().getAsLong();
            scheduleIn(now.interval().toNanos());
        }
    }

    /** Asks no more; answers under way are not told any more. */
    void cancel() {
        cancelled = true;
        if (next != null) {
            next.cancel();
        }
    }

    private void scheduleIn(long delayNanos) {
        next = connections.timer().in(delayNanos, group.interval().toNanos(), round);
    }

    private void round() {
        next = null;
        if (cancelled) {
            return;
        }
        takeNextCheck();
        if (started) {
            late.count(clock.nanos().getAsLong() - dueNanos, group.interval());
        }
        started = true;
        List<CheckTarget> targets = targets();
        results = new CheckResult[targets.size()];
        missing = targets.size() + 1; // one for this method: a round can't end before all are asked
        for (int i = 0; i < targets.size(); i++) {
            int index = i;
            if (check.skipsUnresponsive() && !responsive.test(targets.get(i))) {
                missing--;
            } else {
                Question.ask(connections, targets.get(i), group.timeout(), clock, result -> answered(index, result));
            }
        }
        oneLess();
    }

    private void takeNextCheck() {
        if (check != nextCheck) {
            check = nextCheck;
            guarded(() -> check.takeOver(group, remembered.all()));
        }
    }

    private List<CheckTarget> targets() {
        try {
            return List.copyOf(check.targets(group));
        } catch (RuntimeException | LinkageError e) {
            failed(e);
            return List.of();
        }
    }

    private void answered(int index, CheckResult result) {
        if (cancelled) {
            return;
        }
        results[index] = result;
        remembered.add(result, check.remembered());
        guarded(() -> check.answered(group, result));
        oneLess();
    }

    private void oneLess() {
        if (--missing > 0 || cancelled) {
            return;
        }
        Duration[] wish = {group.interval()};
        List<CheckResult> all = answers();
        guarded(() -> wish[0] = Objects.requireNonNull(check.roundEnded(group, all)));
        long interval = Math.max(1, Math.min(wish[0].toNanos(), group.interval().toNanos()));
        dueNanos += interval;
        long now = clock.nanos().getAsLong();
        if (now - dueNanos > 0) {
            dueNanos = now; // the round took longer than the interval: no hurry to catch up
        }
        scheduleIn(dueNanos - now);
    }

    private List<CheckResult> answers() {
        List<CheckResult> all = new ArrayList<>(results.length);
        for (CheckResult result : results) {
            if (result != null) { // who does not answer pings was not asked
                all.add(result);
            }
        }
        results = null; // nothing is kept until the next round
        return all;
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | LinkageError e) { // LinkageError: a class of a bundle that is being taken out
            failed(e);
        }
    }

    private void failed(Throwable fault) {
        LOG.error("A health check failed check={} group={}", check.name(), group.key(), fault);
    }
}

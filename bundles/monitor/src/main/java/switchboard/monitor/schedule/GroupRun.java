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
final class GroupRun implements Question.Asker {
    private static final Logger LOG = LoggerFactory.getLogger(GroupRun.class);

    private final CheckConnections connections;
    private final CheckClock clock;
    private final Predicate<CheckTarget> responsive;
    private final LateCount late;
    private final Remembered remembered = new Remembered();
    private final CheckTimer.Task next = new CheckTimer.Task() {
        @Override
        protected void due() {
            round();
        }
    };
    private HealthCheck check; // of the round under way, or of the last one
    private HealthCheck nextCheck;
    private CheckGroup group;
    private long intervalNanos;
    private long timeoutNanos;
    private long dueNanos; // when the round under way, or the next one, was to begin
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
        this.intervalNanos = group.interval().toNanos();
        this.timeoutNanos = group.timeout().toNanos();
    }

    /** @param phaseNanos where in an interval the group has its place, from the second round on */
    void start(long firstDelayNanos, long phaseNanos) {
        long second = Spread.secondNanos(firstDelayNanos, phaseNanos, intervalNanos);
        long now = clock.nanos().getAsLong();
        dueNanos = now + second - intervalNanos;
        scheduleIn(now, firstDelayNanos);
    }

    /** Another instance of the check, or another interval or timeout, from the next round on. */
    void update(HealthCheck instance, CheckGroup now) {
        nextCheck = instance;
        if (now.equals(group)) {
            return;
        }
        boolean sooner = now.interval().compareTo(group.interval()) < 0;
        group = now;
        intervalNanos = now.interval().toNanos();
        timeoutNanos = now.timeout().toNanos();
        long at = clock.nanos().getAsLong();
        CheckTimer timer = connections.timer();
        if (sooner && timer.isWaiting(next) && timer.atNanos(next) - at > now.interval().toNanos()) {
            dueNanos = at;
            scheduleIn(at, now.interval().toNanos());
        }
    }

    /** Asks no more; answers under way are not told any more. */
    void cancel() {
        cancelled = true;
        connections.timer().cancel(next);
    }

    private void scheduleIn(long nowNanos, long delayNanos) {
        connections.timer().schedule(next, nowNanos, delayNanos, intervalNanos);
    }

    private void round() {
        takeNextCheck();
        long now = clock.nanos().getAsLong();
        if (started) {
            late.count(now - dueNanos, intervalNanos);
        }
        started = true;
        List<CheckTarget> targets = targets();
        results = new CheckResult[targets.size()];
        missing = targets.size() + 1; // one for this method: a round can't end before all are asked
        for (int i = 0; i < targets.size(); i++) {
            if (check.skipsUnresponsive() && !responsive.test(targets.get(i))) {
                missing--;
            } else {
                Question.ask(connections, targets.get(i), timeoutNanos, clock, this, i);
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

    @Override
    public void answered(int index, CheckResult result) {
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
        scheduleIn(now, dueNanos - now);
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

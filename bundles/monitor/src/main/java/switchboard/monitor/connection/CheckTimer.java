package switchboard.monitor.connection;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is due on one event loop. Tasks of one tick share a timer of the loop and one turn of it: with thousands of
 * servers a timer for each would be searched for and moved about at every check. On that loop.
 */
public final class CheckTimer {
    private static final Logger LOG = LoggerFactory.getLogger(CheckTimer.class);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int TICKS_OF_DELAY = 20;

    /** A task that is to be run, until it is run or cancelled. */
    public final class Task {
        private final Tick tick;
        private Runnable action; // null when it is over

        private Task(Tick tick, Runnable action) {
            this.tick = tick;
            this.action = action;
        }

        /** When it is due, by the clock of this timer. */
        public long atNanos() {
            return originNanos + tick.at;
        }

        /** Without effect when it has run. */
        public void cancel() {
            if (action != null) {
                action = null;
                if (--tick.waiting == 0) {
                    ticks.remove(tick.at, tick); // nobody wakes for it, unless that is arranged already
                }
            }
        }

        private void run() {
            if (action == null) {
                return;
            }
            Runnable due = action;
            action = null;
            tick.waiting--;
            try {
                due.run();
            } catch (RuntimeException | LinkageError fault) { // the others are due as well
                LOG.error("A task of the monitor failed", fault);
            }
        }
    }

    /** Tasks that are due together. */
    private static final class Tick {
        private final long at;
        private final List<Task> tasks = new ArrayList<>();
        private int waiting;

        Tick(long at) {
            this.at = at;
        }
    }

    private final EventExecutor loop;
    private final LongSupplier nanos;
    private final long originNanos;
    private final TreeMap<Long, Tick> ticks = new TreeMap<>(); // by nanoseconds since the origin
    private ScheduledFuture<?> wake; // null while nothing is due
    private long wakeAt;
    private long ranUpTo = -1;
    private boolean running;

    CheckTimer(EventExecutor loop, LongSupplier nanos) {
        this.loop = loop;
        this.nanos = nanos;
        originNanos = nanos.getAsLong();
    }

    /**
     * Runs a task on the first tick that is not before the delay is over.
     *
     * @param accuracyNanos of what the tick's length is a twentieth, if that is less than 10 ms
     */
    public Task in(long delayNanos, long accuracyNanos, Runnable action) {
        long length = Math.clamp(accuracyNanos / TICKS_OF_DELAY, 1, TICK_NANOS);
        long due = Math.max(now() + Math.max(0, delayNanos), ranUpTo + 1); // never in the tick that is being run
        Tick tick = ticks.computeIfAbsent(Math.ceilDiv(due, length) * length, Tick::new);
        Task task = new Task(tick, action);
        tick.tasks.add(task);
        tick.waiting++;
        if (!running && (wake == null || tick.at < wakeAt)) {
            wakeForFirst();
        }
        return task;
    }

    private long now() {
        return nanos.getAsLong() - originNanos;
    }

    private void wakeForFirst() {
        if (wake != null) {
            wake.cancel(false);
            wake = null;
        }
        if (!ticks.isEmpty()) {
            wakeAt = ticks.firstKey();
            wake = loop.schedule(this::run, Math.max(0, wakeAt - now()), TimeUnit.NANOSECONDS);
        }
    }

    private void run() {
        wake = null;
        running = true;
        ranUpTo = now();
        for (Map.Entry<Long, Tick> first = ticks.firstEntry(); first != null
                && first.getKey() <= ranUpTo; first = ticks.firstEntry()) {
            ticks.pollFirstEntry();
            List<Task> due = first.getValue().tasks;
            for (int i = 0; i < due.size(); i++) {
                due.get(i).run();
            }
        }
        running = false;
        wakeForFirst();
    }
}

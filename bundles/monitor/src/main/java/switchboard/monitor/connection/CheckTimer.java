package switchboard.monitor.connection;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Arrays;
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
    private static final int RECENT = 1 << 10; // ten seconds of ticks

    /** Something that is to be run, again and again if need be. It waits for one moment at a time. */
    public abstract static class Task {
        private Tick tick; // null unless it waits
        private int place; // in the tick

        /** Its time has come. */
        protected abstract void due();
    }

    /** Tasks that are due together. */
    private static final class Tick {
        private final long at;
        private Task[] tasks = new Task[8];
        private int size;

        Tick(long at) {
            this.at = at;
        }

        void add(Task task) {
            if (size == tasks.length) {
                tasks = Arrays.copyOf(tasks, 2 * size);
            }
            tasks[size] = task;
            task.tick = this;
            task.place = size++;
        }

        /** Its place is taken by the last one: nothing waits here for longer than it is wanted. */
        void remove(Task task) {
            Task last = tasks[--size];
            tasks[size] = null;
            if (last != task) {
                tasks[task.place] = last;
                last.place = task.place;
            }
            task.tick = null;
        }
    }

    private final EventExecutor loop;
    private final LongSupplier nanos;
    private final long originNanos;
    private final TreeMap<Long, Tick> ticks = new TreeMap<>(); // by nanoseconds since the origin
    private final Tick[] recent = new Tick[RECENT]; // spares most searches in the tree
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
     * Runs a task on the first tick that is not before the delay is over. If it waits already, it waits for this moment
     * instead.
     *
     * @param nowNanos by the clock of this timer
     * @param accuracyNanos of what the tick's length is a twentieth, if that is less than 10 ms
     */
    public void schedule(Task task, long nowNanos, long delayNanos, long accuracyNanos) {
        cancel(task);
        long length = Math.clamp(accuracyNanos / TICKS_OF_DELAY, 1, TICK_NANOS);
        long due = nowNanos - originNanos + Math.max(0, delayNanos);
        Tick tick = tick(Math.ceilDiv(Math.max(due, ranUpTo + 1), length) * length); // never in one that is being run
        tick.add(task);
        if (!running && (wake == null || tick.at < wakeAt)) {
            wakeForFirst();
        }
    }

    private Tick tick(long at) {
        int slot = (int) (at / TICK_NANOS) & RECENT - 1;
        Tick last = recent[slot];
        if (last == null || last.at != at || last.size == 0) { // an empty one is in the tree no more
            last = ticks.computeIfAbsent(at, Tick::new);
            recent[slot] = last;
        }
        return last;
    }

    /** Without effect unless it waits. */
    public void cancel(Task task) {
        Tick tick = task.tick;
        if (tick != null) {
            tick.remove(task);
            if (tick.size == 0) {
                ticks.remove(tick.at, tick); // nobody wakes for it, unless that is arranged already
            }
        }
    }

    /** Whether a task waits. */
    public boolean isWaiting(Task task) {
        return task.tick != null;
    }

    /** When a task that waits is due, by the clock of this timer. */
    public long atNanos(Task task) {
        return originNanos + task.tick.at;
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
            Tick tick = first.getValue();
            while (tick.size > 0) {
                runOne(tick, tick.tasks[tick.size - 1]);
            }
        }
        running = false;
        wakeForFirst();
    }

    private static void runOne(Tick tick, Task task) {
        tick.remove(task);
        try {
            task.due();
        } catch (RuntimeException | LinkageError fault) { // the others are due as well
            LOG.error("A task of the monitor failed", fault);
        }
    }
}

package switchboard.scheduler;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A program and when it starts next. Belongs to the scheduler's thread but for {@link #untilNextStart}. */
final class Job {
    private final Program program;
    private final LongSupplier nanoTime;
    private volatile long next;
    private ScheduledFuture<?> timer;
    private int runs;
    private long leftOut;

    Job(Program program, LongSupplier nanoTime) {
        this.program = program;
        this.nanoTime = nanoTime;
        next = nanoTime.getAsLong() + program.interval().toNanos();
    }

    Program program() {
        return program;
    }

    /** Any thread. */
    Duration untilNextStart() {
        return Duration.ofNanos(Math.max(0, next - nanoTime.getAsLong()));
    }

    /** Takes over the time of another instance; never later than one interval from now. */
    void startsIn(Duration wait) {
        if (wait.compareTo(program.interval()) < 0) {
            next = nanoTime.getAsLong() + wait.toNanos();
        }
    }

    /** The next start comes one interval after now, not after the one that was due: a late thread catches nothing up. */
    void due() {
        next = nanoTime.getAsLong() + program.interval().toNanos();
    }

    void arm(Timetable.Timer by, Runnable start) {
        timer = by.after(start, untilNextStart().toNanos(), TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    int runs() {
        return runs;
    }

    void runBegan() {
        runs++;
        leftOut = 0;
    }

    void runEnded() {
        runs--;
    }

    /** Counts a start that was left out; true for the first since one was made: repeats are not told. */
    boolean leaveOut() {
        return leftOut++ == 0;
    }
}

package switchboard.scheduler;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs, when they start, and their processes: all on one thread, which there is from the first LOAD on. */
final class Timetable {
    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
    private static final Duration END = Duration.ofSeconds(3);

    /** Who calls back later, on the scheduler's thread. */
    interface Timer {
        ScheduledFuture<?> after(Runnable task, long time, TimeUnit unit);
    }

    private final RunLimits limits;
    private final ScheduledThreadPoolExecutor thread;
    private final Map<Long, Job> jobs = new ConcurrentHashMap<>(); // changed on the thread only
    private final Set<Run> runs = new HashSet<>();
    private volatile boolean acting = true;

    Timetable(RunLimits limits) {
        this.limits = limits;
        thread = new ScheduledThreadPoolExecutor(1,
                Thread.ofPlatform().daemon().name("switchboard-scheduler").factory());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Whether programs are started; those that are due meanwhile are left out. Any thread, at once. */
    void act(boolean now) {
        acting = now;
    }

    /** How long each program still waits, by id. Any thread. */
    Map<Long, Duration> untilNextStart() {
        Map<Long, Duration> waits = new HashMap<>();
        jobs.forEach((id, job) -> waits.put(id, job.untilNextStart()));
        return waits;
    }

    /**
     * Puts programs in force. One that has not changed keeps its time; runs under way go on in any case.
     *
     * @param handedOver times of another instance, by id
     */
    void load(List<Program> programs, Map<Long, Duration> handedOver) {
        inThread(() -> replace(programs, handedOver));
    }

    private void replace(List<Program> programs, Map<Long, Duration> handedOver) {
        Map<Long, Program> wanted = new HashMap<>();
        programs.forEach(program -> wanted.put(program.id(), program));
        jobs.values().removeIf(job -> {
            boolean gone = !job.program().equals(wanted.get(job.program().id()));
            if (gone) {
                job.cancel();
            }
            return gone;
        });
        for (Program program : programs) {
            if (!jobs.containsKey(program.id())) {
                Job job = new Job(program, System::nanoTime);
                job.startsIn(handedOver.getOrDefault(program.id(), program.interval()));
                jobs.put(program.id(), job);
                job.arm(thread::schedule, () -> due(job));
            }
        }
    }

    private void due(Job job) {
        job.due();
        job.arm(thread::schedule, () -> due(job));
        if (!acting) {
            return;
        }
        Program program = job.program();
        if (job.runs() < limits.runsAtOnce()) {
            start(job);
        } else if (job.leaveOut()) {
            LOG.error("Scheduler: not started id={} filename={}: {} runs of it have not ended. Is it hanging, or its "
                    + "interval_ms={} too short?", program.id(), program.filename(), job.runs(),
                    program.interval().toMillis());
        }
    }

    private void start(Job job) {
        Program program = job.program();
        Process process;
        try {
            process = new ProcessBuilder(program.command()).redirectErrorStream(true)
                    .redirectInput(Redirect.from(new File("/dev/null"))).start();
        } catch (IOException | RuntimeException e) { // RuntimeException: a name with a NUL character
            if (job.leaveOut()) {
                LOG.error("Scheduler: unable to run id={} filename={}: {}. Correct the row and LOAD SCHEDULER again",
                        program.id(), program.filename(), e.getMessage());
            }
            return;
        }
        Run run = new Run(program, process, limits, System::nanoTime);
        runs.add(run);
        job.runBegan();
        ScheduledFuture<?> looks = thread.scheduleWithFixedDelay(run::look, limits.look().toNanos(),
                limits.look().toNanos(), TimeUnit.NANOSECONDS);
        process.onExit().thenRun(() -> inThread(() -> {
            looks.cancel(false);
            runs.remove(run);
            job.runEnded();
            run.ended();
        }));
    }

    /** Starts nothing more and ends what runs; returns when all has ended, or after a few seconds. */
    void stop() {
        acting = false;
        if (thread.isShutdown()) {
            return;
        }
        try {
            CompletableFuture<?>[] ends = thread.submit(this::endAll).get(END.toMillis(), TimeUnit.MILLISECONDS);
            try {
                CompletableFuture.allOf(ends).get(limits.grace().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillThere) {
                thread.submit(() -> List.copyOf(runs).forEach(Run::kill)).get(END.toMillis(), TimeUnit.MILLISECONDS);
                CompletableFuture.allOf(ends).get(END.toMillis(), TimeUnit.MILLISECONDS);
            }
            thread.submit(() -> LOG.debug("Scheduler: all runs have ended")).get(END.toMillis(),
                    TimeUnit.MILLISECONDS); // behind the reports of their ends
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("Scheduler: programs are still running after the stop runs={}", runs.size(), e);
        } finally {
            thread.shutdownNow();
        }
    }

    private CompletableFuture<?>[] endAll() {
        jobs.values().forEach(Job::cancel);
        jobs.clear();
        runs.forEach(Run::end);
        return runs.stream().map(run -> run.process().onExit()).toArray(CompletableFuture<?>[]::new);
    }

    private void inThread(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Scheduler: stopped meanwhile");
        }
    }
}

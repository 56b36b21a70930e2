package switchboard.cluster;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.cluster.peer.Timer;

/** The one thread on which decisions are made. */
final class ClusterThread implements Timer, Executor {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterThread.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InstantSource clock = InstantSource.system();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("switchboard-cluster").daemon().factory());

    @Override
    public long epochMillis() {
        return clock.millis();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void after(Duration delay, Runnable task) {
        try {
            thread.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Nothing is done any more: the cluster stops");
        }
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    /** The same; throws a RejectedExecutionException once the cluster has stopped. */
    void executeOrRefuse(Runnable task) {
        thread.execute(guarded(task));
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | LinkageError fault) {
                LOG.error("A task of the cluster failed", fault);
            }
        };
    }

    /** Asks the thread for something; {@code otherwise} if it does not answer. For threads that may wait. */
    <T> T ask(Supplier<T> question, T otherwise) {
        FutureTask<T> answer = new FutureTask<>(question::get);
        execute(answer);
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return otherwise;
        } catch (ExecutionException | TimeoutException unknown) {
            LOG.warn("The cluster's thread gave no answer: {}", unknown.toString());
            return otherwise;
        }
    }

    /** Runs a last task and nothing more, whatever was planned for later. */
    void stop(Runnable last) {
        ask(() -> {
            last.run();
            return true;
        }, false);
        thread.shutdownNow();
    }
}

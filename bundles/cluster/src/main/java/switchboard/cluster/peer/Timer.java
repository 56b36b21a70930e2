package switchboard.cluster.peer;

import java.time.Duration;

/** Time, and tasks for later, of the cluster's thread. */
public interface Timer {
    /** Unix time. */
    long epochMillis();

    /** For durations only. */
    long nanoTime();

    /** Runs a task on the cluster's thread after a delay. Nothing runs any more once the cluster has stopped. */
    void after(Duration delay, Runnable task);
}

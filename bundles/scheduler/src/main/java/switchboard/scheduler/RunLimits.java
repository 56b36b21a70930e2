package switchboard.scheduler;

import java.time.Duration;

/**
 * What a program may take.
 *
 * @param runsAtOnce of one row; a start beyond them is left out
 * @param leastRunTime a run may always take this long
 * @param intervalsPerRun and as many intervals of its row
 * @param grace between the polite end of a run (SIGTERM) and the hard one (SIGKILL)
 * @param look between two looks at a run's output and time
 * @param bytesPerLook how much output is read at each look: a program that writes faster waits for its own pipe
 * @param keptBytes how much of a run's output comes into the log
 */
record RunLimits(int runsAtOnce, Duration leastRunTime, int intervalsPerRun, Duration grace, Duration look,
        int bytesPerLook, int keptBytes) {
    static final RunLimits DEFAULT = new RunLimits(16, Duration.ofMinutes(10), 10, Duration.ofSeconds(1),
            Duration.ofMillis(50), 65_536, 4_096);

    /** How long a run of the program may take. */
    Duration runTime(Program program) {
        Duration byInterval = program.interval().multipliedBy(intervalsPerRun);
        return byInterval.compareTo(leastRunTime) > 0 ? byInterval : leastRunTime;
    }
}

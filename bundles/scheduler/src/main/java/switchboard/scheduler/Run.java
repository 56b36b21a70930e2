package switchboard.scheduler;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process of a program. Belongs to the scheduler's thread. */
final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private enum State {
        RUNNING, ASKED_TO_END, KILLED
    }

    private final Program program;
    private final Process process;
    private final RunOutput output;
    private final RunLimits limits;
    private final LongSupplier nanoTime;
    private final long started;
    private State state = State.RUNNING;

    Run(Program program, Process process, RunLimits limits, LongSupplier nanoTime) {
        this.program = program;
        this.process = process;
        this.limits = limits;
        this.nanoTime = nanoTime;
        output = new RunOutput(process.getInputStream(), limits);
        started = nanoTime.getAsLong();
    }

    Process process() {
        return process;
    }

    /** Reads its output and ends it when its time is over. */
    void look() {
        output.look();
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - started);
        Duration limit = limits.runTime(program);
        if (state == State.RUNNING && age.compareTo(limit) >= 0) {
            LOG.warn("Scheduler: Child with PID {} hangs and is ended id={} filename={} limit_ms={}", process.pid(),
                    program.id(), program.filename(), limit.toMillis());
            end();
        } else if (state == State.ASKED_TO_END && age.compareTo(limit.plus(limits.grace())) >= 0) {
            kill();
        }
    }

    /** Asks the process and its children to end. */
    void end() {
        state = State.ASKED_TO_END;
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /** Ends the process and its children. */
    void kill() {
        state = State.KILLED;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Reports what there is to report of a process that has ended. */
    void ended() {
        output.look();
        output.close();
        int status = process.exitValue();
        if (status != 0) { // as ProxySQL says it
            LOG.error("Scheduler: Child with PID {} exited with status {}", process.pid(), status);
        }
        if (output.bytes() > limits.keptBytes()) {
            LOG.warn("Scheduler: too much output pid={} id={} filename={} bytes={} kept={}: {}", process.pid(),
                    program.id(), program.filename(), output.bytes(), limits.keptBytes(), output.text());
        } else if (output.bytes() > 0) {
            LOG.info("Scheduler: output pid={} id={} filename={}: {}", process.pid(), program.id(), program.filename(),
                    output.text());
        }
    }
}

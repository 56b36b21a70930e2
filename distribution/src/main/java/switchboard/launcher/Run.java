package switchboard.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the product: start, wait, stop in order. */
final class Run {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Installation installation;
    private final DataFolder folder;
    private final Demo demo;
    private final PrintStream out;
    private volatile OsgiFramework running; // null before the first start, and when a start has failed
    private volatile boolean again;

    Run(Installation installation, DataFolder folder, Demo demo, PrintStream out) {
        this.installation = installation;
        this.folder = folder;
        this.demo = demo;
        this.out = out;
    }

    /** Returns when the product was stopped in order and nobody wants it to start again. */
    void untilStopped() throws StartException {
        once(installation, HeadStart.begin(installation));
        while (again) {
            again = false;
            once(installation.again(), HeadStart.had());
        }
    }

    private void once(Installation installed, HeadStart headStart) throws StartException {
        OsgiFramework framework = OsgiFramework.create(installed);
        boolean started = false;
        try {
            framework.start(headStart);
            List<String> failures = framework.awaitListeners(START_LIMIT);
            if (!failures.isEmpty()) {
                throw new StartException(String.join("; ", failures));
            }
            started = true;
            log().info("Switchboard {} is ready in {} ms: {}", Installation.version(), SinceStart.millis().orElse(-1),
                    framework.describeListeners());
            framework.command("PROXYSQL FLUSH LOGS", LogSetup::reopen);
            framework.command("PROXYSQL RESTART", () -> restart(framework));
            if (running == null) {
                Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "switchboard-stop"));
            }
            running = framework;
            if (demo != null) {
                demo.tell(out);
            }
            tellWhoWaits();
            framework.waitForStop(); // after a signal the process ends in the hook's thread, not here
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            if (!started) {
                running = null;
                stopQuietly(framework);
                LogSetup.end();
            }
        }
    }

    /** Components that could not be activated are tried once more while all are stopped, and fail once more. */
    @SuppressWarnings("try") // held, not used
    private static void stopQuietly(OsgiFramework framework) {
        try (HeldErrors held = new HeldErrors()) {
            framework.stop();
        }
    }

    /** Returns at once: who asks is stopped with the rest. The main thread starts again. */
    private void restart(OsgiFramework framework) {
        Thread.ofPlatform().name("switchboard-restart").start(() -> {
            log().info("Switchboard restarts");
            again = true;
            framework.drain();
            framework.stop();
        });
    }

    /** On the shutdown hook's thread: after a signal, or when the framework was stopped from inside. */
    private void stop() {
        OsgiFramework framework = running;
        if (framework == null) {
            return; // a restart has failed, and has said why
        }
        again = false;
        log().info("Switchboard stops");
        framework.drain();
        framework.stop();
        log().info("Switchboard is stopped");
        LogSetup.end();
        releaseFolder();
        Runtime.getRuntime().halt(0); // the JVM's own status after a signal is 143
    }

    private void releaseFolder() {
        try {
            folder.close();
            if (demo != null) {
                demo.close();
            }
        } catch (StartException left) {
            System.err.println("switchboard: " + left.getMessage());
        }
    }

    /** Not a constant: logging is set up by the head start, while this class is in use already. */
    private static Logger log() {
        return LoggerFactory.getLogger(Run.class);
    }

    /** The start script waits for this file before it leaves a daemon to itself. */
    private static void tellWhoWaits() throws StartException {
        String ready = System.getProperty("switchboard.ready");
        if (ready != null) {
            try {
                Files.writeString(Path.of(ready), "ready");
            } catch (IOException failed) {
                throw new StartException("cannot write " + ready + ": " + failed.getMessage(), failed);
            }
        }
    }
}

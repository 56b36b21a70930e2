package switchboard.modules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.listen.ProtocolHandler;
import switchboard.api.modules.ModuleException;
import switchboard.api.modules.ModuleInfo;

/**
 * Make before break: the new bundle is installed beside the old one and started; when it works, the old one is drained,
 * stopped and uninstalled. A new one that doesn't work is taken out again, the old one never having stopped.
 */
final class Replacement {
    static final String LOCATION = "switchboard-module:";
    private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);
    private static final long READY_LIMIT_MS = 15_000;
    private static final long DRAIN_MS = 200; // queries take a decision within one turn of their event loop
    private static final Duration SESSIONS_DRAIN = Duration.ofSeconds(10);

    private final BundleContext context;
    private final Readiness readiness;
    private final Journal journal;
    private final AtomicLong installed = new AtomicLong();

    Replacement(BundleContext context, Readiness readiness, Journal journal) {
        this.context = context;
        this.readiness = readiness;
        this.journal = journal;
    }

    /**
     * @param old the bundle to replace, or null
     * @return the new one, running
     */
    Bundle run(BundleJar jar, Bundle old) throws ModuleException {
        if (old != null && old.getHeaders().get(Constants.EXPORT_PACKAGE) != null) {
            throw new ModuleException(
                    jar.module() + " is a library that others are wired to; replace it with a restart");
        }
        Bundle next = install(jar);
        try {
            next.start(Bundle.START_TRANSIENT);
        } catch (BundleException failed) {
            takeOut(next);
            throw new ModuleException(jar.path().getFileName() + " is not taken: " + reason(failed) + goesOn(old),
                    failed);
        }
        String missing = readiness.await(next, READY_LIMIT_MS);
        if (missing != null) {
            takeOut(next);
            throw new ModuleException(jar.path().getFileName() + " is not taken: " + missing + goesOn(old));
        }
        journal.entered(next.getBundleId(), ModuleInfo.State.ACTIVE);
        if (old != null) {
            retire(old);
        }
        return next;
    }

    private Bundle install(BundleJar jar) throws ModuleException {
        try (InputStream content = Files.newInputStream(jar.path())) {
            return context.installBundle(LOCATION + jar.path().toAbsolutePath() + "#" + installed.incrementAndGet(),
                    content);
        } catch (IOException | BundleException broken) {
            throw new ModuleException(jar.path().getFileName() + " is not taken: " + reason(broken), broken);
        }
    }

    private static String goesOn(Bundle old) {
        return old == null ? "" : "; version " + old.getVersion() + " goes on";
    }

    private static String reason(Exception failed) {
        Throwable cause = failed.getCause() != null ? failed.getCause() : failed;
        return String.valueOf(cause.getMessage() != null ? cause.getMessage() : cause).lines().findFirst().orElse("");
    }

    private void retire(Bundle old) {
        journal.entered(old.getBundleId(), ModuleInfo.State.DRAINING);
        if (!drainSessions(old)) {
            readiness.pause(DRAIN_MS);
        }
        takeOut(old);
    }

    /** A protocol handler's sessions may end first. Returns whether there was one. */
    private boolean drainSessions(Bundle old) {
        boolean found = false;
        ServiceReference<?>[] registered = old.getRegisteredServices();
        for (ServiceReference<?> reference : registered == null ? new ServiceReference<?>[0] : registered) {
            if (context.getService(reference) instanceof ProtocolHandler handler) {
                found = true;
                awaitDrain(handler.drain(SESSIONS_DRAIN));
            }
            context.ungetService(reference);
        }
        return found;
    }

    private static void awaitDrain(CompletionStage<Void> drained) {
        try {
            drained.toCompletableFuture().get(SESSIONS_DRAIN.toSeconds() + 1, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException notDrained) {
            LOG.warn("Sessions of the replaced module are closed: they did not end within {} s",
                    SESSIONS_DRAIN.toSeconds());
        }
    }

    private void takeOut(Bundle bundle) {
        try {
            bundle.uninstall(); // stops it first
        } catch (BundleException failed) {
            LOG.warn("Module not uninstalled module={} version={}: {}", Names.module(bundle.getSymbolicName()),
                    bundle.getVersion(), reason(failed));
        }
        journal.forget(bundle.getBundleId());
    }
}

package switchboard.modules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.listen.ProtocolHandler;
import switchboard.api.modules.ModuleInfo;

/**
 * Old bundles on their way out. One whose clients are still connected (a protocol handler's) stays beside its successor
 * until they have left, or the limit is over; the others go when queries under way are finished with them.
 */
final class Retirement {
    private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);
    private static final long LOOK_EVERY_MS = 100;

    /** @param begun {@link System#nanoTime} of its replacement */
    private record Old(Bundle bundle, List<ServiceReference<?>> references, List<ProtocolHandler> handlers,
            long begun) {
        int clients() {
            return handlers.stream().mapToInt(ProtocolHandler::clients).sum();
        }
    }

    private final BundleContext context;
    private final Readiness readiness;
    private final Journal journal;
    private final Limits limits;
    private final List<Old> staying = new CopyOnWriteArrayList<>();
    private volatile Duration drain;
    private ScheduledExecutorService thread;

    Retirement(BundleContext context, Readiness readiness, Journal journal, Limits limits) {
        this.context = context;
        this.readiness = readiness;
        this.journal = journal;
        this.limits = limits;
        this.drain = limits.drain();
    }

    /** For the statements under way, when clients have to go. */
    void drain(Duration limit) {
        drain = limit;
    }

    /** Its successor works: it goes, now or with its last client. */
    void retire(Bundle old) {
        if (old.getState() == Bundle.ACTIVE) {
            journal.entered(old.getBundleId(), ModuleInfo.State.DRAINING);
            readiness.pause(limits.turn().toMillis());
            Old leaving = leaving(old);
            if (leaving.clients() > 0) {
                LOG.info("Module drains module={} version={} clients={}: new ones go to its successor",
                        Names.module(old.getSymbolicName()), old.getVersion(), leaving.clients());
                staying.add(leaving);
                watch();
                return;
            }
            finish(leaving);
            return;
        }
        takeOut(old);
    }

    private Old leaving(Bundle old) {
        List<ServiceReference<?>> references = new ArrayList<>();
        List<ProtocolHandler> handlers = new ArrayList<>();
        ServiceReference<?>[] registered = old.getRegisteredServices();
        for (ServiceReference<?> reference : registered == null ? new ServiceReference<?>[0] : registered) {
            if (context.getService(reference) instanceof ProtocolHandler handler) {
                references.add(reference);
                handlers.add(handler);
            } else {
                context.ungetService(reference);
            }
        }
        return new Old(old, references, handlers, System.nanoTime());
    }

    private synchronized void watch() {
        if (thread == null) {
            thread = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("switchboard-retirement").daemon().factory());
            thread.scheduleWithFixedDelay(this::look, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        for (Old old : staying) {
            try {
                boolean over = System.nanoTime() - old.begun() > limits.clients().toNanos();
                if ((over || old.clients() == 0) && staying.remove(old)) {
                    finish(old);
                }
            } catch (RuntimeException | LinkageError fault) { // one bundle's fault says nothing about the others
                LOG.error("Replaced module not drained module={}", Names.module(old.bundle().getSymbolicName()), fault);
                staying.remove(old);
                takeOut(old.bundle());
            }
        }
    }

    /** Ends the clients of replaced bundles of this name now: their module is stopped. */
    void hurry(String module) {
        for (Old old : staying) {
            if (Names.module(old.bundle().getSymbolicName()).equals(module) && staying.remove(old)) {
                finish(old);
            }
        }
    }

    private void finish(Old old) {
        for (ProtocolHandler handler : old.handlers()) {
            await(old, handler, drain);
        }
        old.references().forEach(context::ungetService);
        takeOut(old.bundle());
    }

    private static void await(Old old, ProtocolHandler handler, Duration limit) {
        try {
            handler.drain(limit).toCompletableFuture().get(limit.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException notDrained) {
            LOG.warn("Sessions of a replaced module are closed module={}: they did not end within {} ms",
                    Names.module(old.bundle().getSymbolicName()), limit.toMillis());
        }
    }

    /** Stops and uninstalls. */
    void takeOut(Bundle bundle) {
        try {
            bundle.uninstall(); // stops it first
        } catch (BundleException | IllegalStateException failed) {
            LOG.warn("Module not uninstalled module={} version={}: {}", Names.module(bundle.getSymbolicName()),
                    bundle.getVersion(), failed.getMessage());
        }
        journal.forget(bundle.getBundleId());
    }

    /** Bundles that still drain stay as they are; the framework stops them when it ends. */
    synchronized void end() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}

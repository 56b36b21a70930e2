package switchboard.modules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import switchboard.api.config.ConfigEngine;
import switchboard.api.config.ConfigPart;

/** Whether a started bundle works: its components are satisfied, and its configuration is published. */
final class Readiness {
    private static final long LOOK_EVERY_MS = 20;
    private static final String CAUSED_BY = "Caused by: ";
    private static final String CONTRACTS = "switchboard.api.";

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final Supplier<ConfigEngine> engine;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition never = lock.newCondition();

    Readiness(BundleContext context, ServiceComponentRuntime components, Supplier<ConfigEngine> engine) {
        this.context = context;
        this.components = components;
        this.engine = engine;
    }

    /**
     * Waits until it works.
     *
     * @param owed names of contracts that it must provide
     * @return null, or what is missing when the time is over or will never come
     */
    String await(Bundle bundle, Set<String> owed, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        String missing = missing(bundle, owed);
        while (missing != null && !isFinal(missing) && System.nanoTime() - deadline < 0) {
            if (!pause(LOOK_EVERY_MS)) {
                return "the process ends while it starts";
            }
            missing = missing(bundle, owed);
        }
        return missing;
    }

    /** Waits. False, at once, if the thread is interrupted. */
    boolean pause(long millis) {
        lock.lock();
        try {
            never.await(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private String missing(Bundle bundle, Set<String> owed) {
        String missing = missing(bundle);
        if (missing != null) {
            return missing;
        }
        Set<String> absent = new TreeSet<>(owed);
        absent.removeAll(contracts(bundle));
        return absent.isEmpty() ? null : "it does not provide " + Replacement.named(absent);
    }

    /** Names of the house's contracts that a bundle provides now. */
    Set<String> contracts(Bundle bundle) {
        Set<String> names = new TreeSet<>();
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        for (ServiceReference<?> reference : registered == null ? new ServiceReference<?>[0] : registered) {
            for (String name : (String[]) reference.getProperty(Constants.OBJECTCLASS)) {
                if (name.startsWith(CONTRACTS)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static boolean isFinal(String missing) {
        return missing.startsWith("activation of ") || missing.startsWith("its service ");
    }

    /** What a started bundle lacks, in words, or null. */
    String missing(Bundle bundle) {
        List<String> missing = new ArrayList<>();
        for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs(bundle)) {
            for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(description)) {
                if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    return "activation of " + description.name + " failed: " + innermost(configuration.failure);
                }
                if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
                    missing.add(description.name + " waits for its configuration");
                }
                for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                    missing.add(description.name + " waits for " + reference.name);
                }
            }
        }
        return missing.isEmpty() ? unpublished(bundle) : String.join(", ", missing);
    }

    private String unpublished(Bundle bundle) {
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        for (ServiceReference<?> reference : registered == null ? new ServiceReference<?>[0] : registered) {
            Object service = context.getService(reference);
            try {
                if (service == null) {
                    return "its service " + contract(reference) + " can't be made: a class is missing or fails";
                }
                ConfigEngine store = engine.get();
                if (service instanceof ConfigPart part && store != null && !store.isPublished(part)) {
                    return "its configuration is not published";
                }
            } finally {
                context.ungetService(reference);
            }
        }
        return null;
    }

    private static String contract(ServiceReference<?> reference) {
        String name = ((String[]) reference.getProperty(Constants.OBJECTCLASS))[0];
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The last cause of a stack trace: what the module's own code said. */
    private static String innermost(String failure) {
        String cause = "";
        for (String line : failure == null ? List.<String>of() : failure.lines().toList()) {
            if (cause.isEmpty() || line.startsWith(CAUSED_BY)) {
                cause = line;
            }
        }
        return cause.startsWith(CAUSED_BY) ? cause.substring(CAUSED_BY.length()) : cause;
    }
}

package switchboard.monitor;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import switchboard.api.check.Monitor;

/**
 * Whether a newer bundle offers a monitor. It only counts the references: getting its own service while it is being
 * activated would be a circle, which is why this is no reference of Declarative Services.
 */
final class NewerMonitors {
    private final long bundleId;
    private final ServiceTracker<Monitor, ServiceReference<Monitor>> tracker;

    /** @param changed is called when one came or went */
    NewerMonitors(BundleContext context, Runnable changed) {
        bundleId = context.getBundle().getBundleId();
        tracker = new ServiceTracker<>(context, Monitor.class, new ServiceTrackerCustomizer<>() {
            @Override
            public ServiceReference<Monitor> addingService(ServiceReference<Monitor> found) {
                changed.run();
                return found;
            }

            @Override
            public void modifiedService(ServiceReference<Monitor> found, ServiceReference<Monitor> same) {
                // its bundle stays the same
            }

            @Override
            public void removedService(ServiceReference<Monitor> gone, ServiceReference<Monitor> same) {
                changed.run();
            }
        });
        tracker.open();
    }

    boolean isThereOne() {
        return tracker.getTracked().keySet().stream()
                .anyMatch(found -> found.getBundle() != null && found.getBundle().getBundleId() > bundleId);
    }

    void close() {
        tracker.close();
    }
}

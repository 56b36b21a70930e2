package switchboard.topology.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The services of a topology bundle, which share state: registered in their time, taken back together. Any thread. */
public final class Offers {
    private final BundleContext context;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>(); // guarded by this
    private final Set<Object> once = Collections.newSetFromMap(new IdentityHashMap<>()); // guarded by this
    private boolean closed; // guarded by this

    public Offers(BundleContext context) {
        this.context = context;
    }

    /** Never called with a lock held. */
    public <T> void make(Class<T> contract, T service) {
        ServiceRegistration<T> made = context.registerService(contract, service, null);
        synchronized (this) {
            if (!closed) {
                registrations.add(made);
                return;
            }
        }
        made.unregister();
    }

    /** The same, but a service that was offered so before is not offered again. */
    public <T> void makeOnce(Class<T> contract, T service) {
        synchronized (this) {
            if (!once.add(service)) {
                return;
            }
        }
        make(contract, service);
    }

    /** Takes all back, the last first. */
    public void close() {
        List<ServiceRegistration<?>> last;
        synchronized (this) {
            closed = true;
            last = List.copyOf(registrations).reversed();
            registrations.clear();
        }
        last.forEach(ServiceRegistration::unregister);
    }
}

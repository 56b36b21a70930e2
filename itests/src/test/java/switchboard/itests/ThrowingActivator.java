package switchboard.itests;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Goes into a module's jar whose start must fail. */
public final class ThrowingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("this module does not want to start");
    }

    @Override
    public void stop(BundleContext context) {
        // never started
    }
}

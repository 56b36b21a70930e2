package switchboard.modules.sample;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that can't be started. */
public final class ThrowingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("this bundle does not want to start");
    }

    @Override
    public void stop(BundleContext context) {
        throw new AssertionError("never started");
    }
}

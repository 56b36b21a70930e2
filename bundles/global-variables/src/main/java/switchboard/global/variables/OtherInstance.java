package switchboard.global.variables;

import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;

/**
 * What another instance of this bundle has in force during a replacement: it hears of it as every listener does. Before
 * this instance publishes, those are the values to go on with; afterwards they mean that a newer one has taken over.
 *
 * <p>It registers as a listener by the {@link BundleContext}: when that returns, the other instance has called it. With
 * DS this instance's modules might get their rows first.
 */
@Component(service = OtherInstance.class, immediate = true)
public final class OtherInstance implements VariablesListener {
    /** The service property that tells an instance of this bundle from other listeners. */
    static final String MARK = "switchboard.variables.instance";

    private ServiceRegistration<VariablesListener> listener;
    private volatile VariableValues values;

    @Activate
    void start(BundleContext context) {
        listener = context.registerService(VariablesListener.class, this, new Hashtable<>(Map.of(MARK, true)));
    }

    @Deactivate
    void stop() {
        listener.unregister();
    }

    @Override
    public void variablesChanged(VariableValues now) {
        if (!(now instanceof VariablesSnapshot ours && ours.origin() == this)) {
            values = now;
        }
    }

    /** The other's value of a variable; null if there is no other, or it does not know the name. */
    String text(String name) {
        VariableValues seen = values;
        try {
            return seen == null ? null : seen.text(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** True if another instance has published since this one last did. */
    boolean publishedLast() {
        return values != null;
    }

    /** This instance publishes now. */
    void forget() {
        values = null;
    }
}

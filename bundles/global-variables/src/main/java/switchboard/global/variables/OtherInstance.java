package switchboard.global.variables;

import org.osgi.service.component.annotations.Component;
import switchboard.api.variables.VariableValues;
import switchboard.api.variables.VariablesListener;

/**
 * What another instance of this bundle has in force during a replacement: it hears of it as every listener does. Before
 * this instance publishes, those are the values to go on with; afterwards they mean that a newer one has taken over.
 */
@Component(service = {VariablesListener.class,
        OtherInstance.class}, property = OtherInstance.MARK + ":Boolean=true", immediate = true)
public final class OtherInstance implements VariablesListener {
    /** The service property that tells an instance of this bundle from other listeners. */
    static final String MARK = "switchboard.variables.instance";

    private volatile VariableValues values;

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

package switchboard.api.variables;

import org.osgi.annotation.versioning.ConsumerType;

/** Who builds its settings from variables (whiteboard service). */
@ConsumerType
public interface VariablesListener {
    /**
     * Called when variables are in force for the first time, when the listener is registered later than that, and after
     * each LOAD that changed one. Any thread but an event loop; one call at a time; returns soon.
     */
    void variablesChanged(VariableValues now);
}

package switchboard.api.config;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of each LOAD TO RUNTIME after it is in force (whiteboard service). */
@ConsumerType
public interface ConfigListener {
    /** Called on the thread of the LOAD; returns soon. */
    void loaded(String module);
}

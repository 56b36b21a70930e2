package switchboard.api.modules;

import java.time.Instant;
import java.util.Objects;

/**
 * A module as it is now.
 *
 * @param name the symbolic name without {@code switchboard.}
 * @param since when it came into this state
 * @param reason why it is not running, or the failure of the last replacement; else empty
 */
public record ModuleInfo(String name, String version, State state, Instant since, String reason) {
    /** The life of a module. */
    public enum State {
        INSTALLED, STARTING, ACTIVE, STOPPED, DRAINING, FAILED
    }

    public ModuleInfo {
        Objects.requireNonNull(name);
        Objects.requireNonNull(version);
        Objects.requireNonNull(state);
        Objects.requireNonNull(since);
        Objects.requireNonNull(reason);
    }
}

package switchboard.api.listen;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The listening sockets. */
@ProviderType
public interface Listeners {
    /** Whether a protocol's sockets are open. */
    enum Gate {
        /** As its variable says. */
        OPEN,
        /** Closed for a while: accepted connections go on. */
        PAUSED,
        /** Closed, and who closed them ends the sessions too. */
        STOPPED
    }

    /** Those that are open. */
    List<Listener> open();

    /** What could not be opened, in words, or empty. */
    List<String> failures();

    /** OPEN for a protocol that nobody closed. */
    Gate gate(String protocol);

    /**
     * Opens or closes a protocol's listeners; accepted connections stay. While they are closed, changes of the variable
     * that names them are kept until they open again. What can't be opened is in {@link #failures}. May wait.
     */
    void gate(String protocol, Gate gate);

    /** Closes all listeners for good; accepted connections stay. */
    void closeAll();
}

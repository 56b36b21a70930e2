package switchboard.api.listen;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The listening sockets. */
@ProviderType
public interface Listeners {
    /** Those that are open. */
    List<Listener> open();

    /** What could not be opened, in words, or empty. */
    List<String> failures();

    /** Closes all listeners; accepted connections stay. */
    void closeAll();
}

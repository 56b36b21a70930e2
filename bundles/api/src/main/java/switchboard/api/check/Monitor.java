package switchboard.api.check;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who schedules the checks. Of two that live at once only that of the newest bundle asks servers. Any thread.
 */
@ProviderType
public interface Monitor {
    /**
     * Hands over what a log table of this monitor holds, oldest first, in its columns: for a successor. By the name of a
     * check ({@code read_only}) what that has counted, if it counts: values that only the two monitors understand.
     */
    void logged(String table, Consumer<Object[]> sink);

    /** Whether a server has answered one of its last mysql-monitor_ping_max_failures pings, or was not asked yet. */
    boolean isResponsive(String hostname, int port);
}

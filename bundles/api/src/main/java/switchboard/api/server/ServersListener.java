package switchboard.api.server;

import org.osgi.annotation.versioning.ConsumerType;

/** Who acts at once when a server changes (whiteboard service). */
@ConsumerType
public interface ServersListener {
    /** Called after each change, in order, on the thread that made it, which may be an event loop: return at once. */
    void serversChanged(ServersSnapshot now);
}

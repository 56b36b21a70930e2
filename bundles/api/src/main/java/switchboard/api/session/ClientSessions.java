package switchboard.api.session;

import org.osgi.annotation.versioning.ProviderType;

/** The clients' sessions of the proxy (service). During a replacement each of two bundles has its own. */
@ProviderType
public interface ClientSessions {
    /**
     * Closes a session, whatever it is doing. Any thread; returns at once, the session's event loop closes it.
     *
     * @param sessionId SessionID of stats_mysql_processlist, which the client sees as its connection id
     * @return whether there is such a session
     */
    boolean kill(long sessionId);
}

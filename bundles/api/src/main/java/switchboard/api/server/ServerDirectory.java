package switchboard.api.server;

import org.osgi.annotation.versioning.ProviderType;
import switchboard.api.transport.TlsFiles;

/** Hostgroups and servers with their live state; the one place that changes a state. */
@ProviderType
public interface ServerDirectory {
    /** No servers: while no module is there. */
    ServerDirectory OFF = new ServerDirectory() {
        @Override
        public ServersSnapshot servers() {
            return ServersSnapshot.NONE;
        }

        @Override
        public void connectFailed(ServerKey server, int errorCode, String message) {
            // nobody to shun
        }

        @Override
        public void recoverShunned(int hostgroup) {
            // nobody to bring back
        }

        @Override
        public void moved(ServerKey server, ServerStatus status, String reason) {
            // nobody to move
        }
    };

    /** What runs now: one volatile read, any thread. */
    ServersSnapshot servers();

    /**
     * A connection to the server failed, or a running one broke; errors are counted within a second and shun the server
     * (ProxySQL: mysql-shun_on_failures). Event loops call it: it neither blocks nor waits.
     *
     * @param errorCode MySQL's code, or 2000 and above for what the client side saw
     */
    void connectFailed(ServerKey server, int errorCode, String message);

    /** Brings shunned servers back whose time is over (mysql-shun_recovery_time_sec). Event loops call it. */
    void recoverShunned(int hostgroup);

    /** Sets a server's live state; runtime only, never main. Any thread. */
    void moved(ServerKey server, ServerStatus status, String reason);

    /**
     * What connections of a user to a server with use_ssl=1 use instead of {@code mysql-ssl_p2s_*} (ProxySQL manual,
     * mysql_servers_ssl_params): the user's row, or that of no user; null if there is none. Any thread.
     */
    default TlsFiles tls(String hostname, int port, String username) {
        return null;
    }
}

package switchboard.api.server;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
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

        @Override
        public List<ServerMove> change(String module, Function<ServersSnapshot, List<ServerMove>> plan) {
            return List.of();
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
     * Changes servers in one step: everybody sees all moves or none. Runtime only, never main: runtime_mysql_servers and
     * its checksum follow, the next LOAD MYSQL SERVERS puts every server where its row says. Any thread, event loops
     * too.
     *
     * @param module who decides, for logs and {@code stats_mysql_server_events}
     * @param plan a pure function from what runs to the moves; called again if something else changed meanwhile
     * @return the moves that are now in force and changed something
     */
    List<ServerMove> change(String module, Function<ServersSnapshot, List<ServerMove>> plan);

    /** The servers as the last LOAD MYSQL SERVERS brought them, in the states that their rows want. */
    default List<Server> loaded() {
        return List.of();
    }

    /** A number of mysql_hostgroup_attributes.hostgroup_settings, such as {@code monitor_slave_lag_when_null}. */
    default OptionalLong hostgroupSetting(int hostgroup, String name) {
        return OptionalLong.empty();
    }

    /** The last changes, oldest first, at most some thousands. */
    default List<ServerEvent> events() {
        return List.of();
    }

    /**
     * What connections of a user to a server with use_ssl=1 use instead of {@code mysql-ssl_p2s_*} (ProxySQL manual,
     * mysql_servers_ssl_params): the user's row, or that of no user; null if there is none. Any thread.
     */
    default TlsFiles tls(String hostname, int port, String username) {
        return null;
    }

    /** What a hostgroup's row of mysql_hostgroup_attributes says; null if it has none. Any thread. */
    default HostgroupRules rules(int hostgroup) {
        return null;
    }
}

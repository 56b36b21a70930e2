package switchboard.api.server;

import java.util.Objects;

/** One step of a change of servers; the steps of a change come in force together, in their order. */
public sealed interface ServerMove {
    /** The place that changes. */
    ServerKey key();

    /** Why, in words, for logs and {@code stats_mysql_server_events}: {@code read_only=NO}. */
    String reason();

    /**
     * Puts a server into a hostgroup. If it is there already, only its status changes, and only if one is given.
     *
     * @param from an entry whose attributes it takes, in any hostgroup; null for the servers_defaults of its hostgroup.
     *            If that entry is not there, nothing is added
     * @param weight null for that of {@code from} or the defaults
     * @param status null for that of {@code from}; ONLINE with the defaults
     */
    record Add(ServerKey key, ServerKey from, Integer weight, ServerStatus status, String reason)
            implements
                ServerMove {
        public Add {
            Objects.requireNonNull(key);
            Objects.requireNonNull(reason);
        }

        /** With the attributes and the status of another entry. */
        public static Add copyOf(ServerKey from, int hostgroup, String reason) {
            return new Add(new ServerKey(hostgroup, from.hostname(), from.port()), from, null, null, reason);
        }
    }

    /** Takes a server out of a hostgroup: connections of it that are in use are ended. */
    record Remove(ServerKey key, String reason) implements ServerMove {
        public Remove {
            Objects.requireNonNull(key);
            Objects.requireNonNull(reason);
        }
    }

    /**
     * Changes a status. A SHUNNED ends by itself (mysql-shun_recovery_time_sec) unless it is repeated, or lasting.
     *
     * @param killConnections with SHUNNED: whether connections in use are ended; else they finish
     * @param lasting with SHUNNED: whether it stays so until somebody says otherwise
     */
    record SetStatus(ServerKey key, ServerStatus status, boolean killConnections, boolean lasting, String reason)
            implements
                ServerMove {
        public SetStatus {
            Objects.requireNonNull(key);
            Objects.requireNonNull(status);
            Objects.requireNonNull(reason);
        }

        /** A SHUNNED ends by itself. */
        public SetStatus(ServerKey key, ServerStatus status, boolean killConnections, String reason) {
            this(key, status, killConnections, false, reason);
        }

        /** Connections in use finish. */
        public SetStatus(ServerKey key, ServerStatus status, String reason) {
            this(key, status, false, reason);
        }
    }
}

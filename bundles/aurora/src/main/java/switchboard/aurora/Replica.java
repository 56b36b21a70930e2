package switchboard.aurora;

import java.util.Objects;

/**
 * A row of INFORMATION_SCHEMA.REPLICA_HOST_STATUS.
 *
 * @param lagMs REPLICA_LAG_IN_MILLISECONDS, 0 for the writer
 */
record Replica(String serverId, String sessionId, String lastUpdate, double lagMs, double cpu) {
    /** SESSION_ID of the server that writes. */
    static final String WRITER_SESSION = "MASTER_SESSION_ID";

    Replica {
        Objects.requireNonNull(serverId);
        Objects.requireNonNull(sessionId);
        Objects.requireNonNull(lastUpdate);
    }

    boolean isWriter() {
        return sessionId.equals(WRITER_SESSION);
    }
}

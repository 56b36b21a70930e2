package switchboard.cluster.peer;

import java.util.concurrent.CompletionStage;
import switchboard.api.table.Rows;

/** A connection to a peer's admin port. Used on the cluster's thread. */
public interface PeerConnection {
    /**
     * Sends a statement; one at a time.
     *
     * @return completed on the cluster's thread, for an OK with what {@link ShortChecks#answer} makes of its message;
     *         fails with a {@link PeerException}, after which the connection is of use only if
     *         {@link PeerException#answered}
     */
    CompletionStage<Rows> query(String sql);

    /** Closes it; a query under way fails. */
    void close();
}

package switchboard.cluster.peer;

import java.util.List;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.api.table.Rows;
import switchboard.cluster.decision.PeerAddress;

/** What becomes known of a peer. Called on the cluster's thread. */
public interface PeerEvents {
    /**
     * It can be asked now.
     *
     * @param switchboard whether it is one of ours
     */
    void connected(PeerAddress peer, boolean switchboard);

    /** It cannot be asked any more. */
    void lost(PeerAddress peer, String why);

    /** A check, at which its checksums had changed. */
    void checksums(PeerAddress peer, List<ModuleChecksum> values, long tookMicros);

    /**
     * The same, with rows of one of the modules.
     *
     * @param carried NONE if none came
     */
    default void checksums(PeerAddress peer, List<ModuleChecksum> values, CarriedRows carried, long tookMicros) {
        checksums(peer, values, tookMicros);
    }

    /** Whether rows are to come with its news. */
    default boolean wantsRows(PeerAddress peer) {
        return false;
    }

    /** A check, at which nothing had changed. */
    void unchanged(PeerAddress peer, long tookMicros);

    /** Its stats_mysql_global. */
    void status(PeerAddress peer, Rows values, long tookMicros);

    /**
     * Whom it calls the primary.
     *
     * @param designation of two the greater one is the later
     */
    default void primary(PeerAddress peer, String primary, long designation) {
    }

    /** How far its clock is ahead of ours, at least; 0 if it cannot be told from equal. */
    void clockSkew(PeerAddress peer, long millis);
}

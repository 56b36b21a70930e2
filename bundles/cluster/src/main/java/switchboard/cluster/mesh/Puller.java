package switchboard.cluster.mesh;

import java.util.concurrent.CompletionStage;
import switchboard.api.checksum.ModuleChecksum;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.peer.CarriedRows;

/** Takes a module from a peer. */
@FunctionalInterface
public interface Puller {
    /** @return completed on the cluster's thread when it runs here; fails with what to tell, and nothing has changed */
    CompletionStage<Void> pull(Order order);

    /** The same, with rows that came with the news; if they are not what was announced they are asked for. */
    default CompletionStage<Void> pull(Order order, CarriedRows carried) {
        return pull(order);
    }

    /**
     * This node follows a primary: its next pull is not to begin with a connect.
     *
     * @param idle nothing is new there
     */
    default void ready(PeerAddress primary, boolean idle) {
    }

    /** Nothing is pulled any more. */
    default void stop() {
    }

    /**
     * What to take.
     *
     * @param expected what the peer says to have, its checksum and epoch among it
     * @param running of MYSQL SERVERS what runs there, if that is wanted too; else null
     * @param evenIfOlder whether it takes the place of what was loaded here later: the primary's
     * @param ours whether the peer understands what ProxySQL does not
     */
    record Order(PeerAddress source, ModuleChecksum expected, ModuleChecksum running, boolean saveToDisk,
            boolean evenIfOlder, boolean ours) {
        /** Nothing newer is replaced; by ProxySQL's words only. */
        public Order(PeerAddress source, ModuleChecksum expected, ModuleChecksum running, boolean saveToDisk) {
            this(source, expected, running, saveToDisk, false, false);
        }

        /** As in runtime_checksums_values. */
        public String name() {
            return expected.name();
        }
    }
}

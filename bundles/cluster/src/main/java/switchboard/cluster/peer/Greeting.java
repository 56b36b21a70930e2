package switchboard.cluster.peer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.table.Rows;
import switchboard.cluster.decision.PeerAddress;

/** What two nodes tell each other before the first check: versions, who this one is, the cluster's name. */
final class Greeting {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.cluster");
    static final String VERSION = "SELECT @@version";
    static final String NODE_UUID = "PROXYSQL CLUSTER_NODE_UUID ";
    static final String NAME = "PROXYSQL CLUSTER_NAME ";
    /** Plain SQL, which a ProxySQL answers with no row. */
    static final String OURS = "SELECT variable_name FROM runtime_global_variables "
            + "WHERE variable_name='switchboard-cluster_name'";

    private static final Rows NO_ROWS = new Rows(List.of(), List.of());

    private final PeerAddress peer;
    private final PeerSettings settings;

    Greeting(PeerAddress peer, PeerSettings settings) {
        this.peer = peer;
        this.settings = settings;
    }

    /** The peer does not want us, or we do not want it: there is no use in trying again soon. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message, null, false, false);
        }
    }

    /** Whether the peer is one of ours; fails with a {@link RefusedException} if it is no peer. */
    CompletionStage<Boolean> exchange(PeerConnection connection) {
        return connection.query(VERSION).thenCompose(answer -> {
            String remote = value(answer);
            if (!settings.version().equals(remote)) {
                throw new RefusedException("Cluster: different ProxySQL version with peer " + peer + " . Remote: "
                        + remote + " . Self: " + settings.version());
            }
            LOG.info("Cluster: clustering with peer {} . Remote version: {} . Self version: {}", peer, remote,
                    settings.version());
            LOG.info("Cluster: sending CLUSTER_NODE_UUID {} to peer {}", settings.uuid(), peer);
            return connection.query(NODE_UUID + settings.uuid() + " " + settings.interfaces());
        }).thenCompose(ok -> tolerant(connection.query(OURS))).thenCompose(found -> found.size() == 0
                ? CompletableFuture.completedFuture(false)
                : name(connection));
    }

    private CompletionStage<Boolean> name(PeerConnection connection) {
        return connection.query(NAME + "'" + settings.clusterName() + "'").handle((ok, failure) -> {
            if (failure == null) {
                return true;
            }
            if (PeerException.isAnswer(failure)) {
                throw new RefusedException("Cluster: peer " + peer + " belongs to another cluster: "
                        + PeerException.text(failure));
            }
            throw new CompletionException(failure);
        });
    }

    /** An error of the peer's is no row: it is none of ours, and may not like SQL it does not know. */
    private static CompletionStage<Rows> tolerant(CompletionStage<Rows> answer) {
        return answer.exceptionallyCompose(failure -> PeerException.isAnswer(failure)
                ? CompletableFuture.completedFuture(NO_ROWS)
                : CompletableFuture.failedFuture(failure));
    }

    /** The first value of an answer, or empty. */
    static String value(Rows answer) {
        boolean any = answer.size() > 0 && answer.values().getFirst().length > 0;
        return any && answer.values().getFirst()[0] != null ? answer.values().getFirst()[0] : "";
    }
}

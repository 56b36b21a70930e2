package switchboard.cluster.peer;

import java.util.concurrent.CompletionStage;
import switchboard.cluster.decision.PeerAddress;

/** Opens connections to admin ports. */
public interface PeerTransport {
    /** What a connection is for: how long its answers may take, and how large they may be. */
    enum Use {
        CHECKS, PULL
    }

    /**
     * Connects, by TLS, and logs in.
     *
     * @return completed on the cluster's thread; fails with a {@link PeerException}
     */
    CompletionStage<PeerConnection> connect(PeerAddress peer, PeerCredentials credentials, Use use);
}

package switchboard.cluster.pull;

import java.util.Optional;
import java.util.function.Supplier;
import switchboard.cluster.decision.PeerAddress;
import switchboard.cluster.peer.PeerConnection;
import switchboard.cluster.peer.PeerCredentials;
import switchboard.cluster.peer.PeerTransport;
import switchboard.cluster.peer.ShortChecks;

/**
 * A connection to the primary that waits for the next pull: to connect, by TLS, and log in takes longer than a small
 * pull. On the cluster's thread.
 */
final class ReadyConnection {
    private final PeerTransport transport;
    private final Supplier<PeerCredentials> credentials;
    private PeerAddress peer; // null while none is wanted
    private PeerConnection connection; // null while there is none, or it is in use
    private boolean away; // it is in use, or being opened

    ReadyConnection(PeerTransport transport, Supplier<PeerCredentials> credentials) {
        this.transport = transport;
        this.credentials = credentials;
    }

    /**
     * Opens one if there is none.
     *
     * @param idle nothing is new there: time to find out whether it still works
     */
    void keep(PeerAddress wanted, boolean idle) {
        if (!wanted.equals(peer)) {
            stop();
            peer = wanted;
        }
        if (connection == null && !away) {
            open(wanted);
        } else if (idle) {
            take(wanted).ifPresent(waiting -> waiting.query(ShortChecks.CLOCK)
                    .whenComplete((answer, failure) -> giveBack(wanted, waiting, failure == null)));
        }
    }

    private void open(PeerAddress wanted) {
        away = true;
        transport.connect(wanted, credentials.get(), PeerTransport.Use.PULL).whenComplete((made, failure) -> {
            if (made != null) {
                giveBack(wanted, made, true);
            } else if (wanted.equals(peer)) {
                away = false;
            }
        });
    }

    /** The connection, if it is there and to this peer; to be given back. */
    Optional<PeerConnection> take(PeerAddress from) {
        if (connection == null || !from.equals(peer)) {
            return Optional.empty();
        }
        PeerConnection taken = connection;
        connection = null;
        away = true;
        return Optional.of(taken);
    }

    /** Takes any connection whose last query has ended: to keep it, or to close it. @param works it may be used again */
    void giveBack(PeerAddress from, PeerConnection used, boolean works) {
        boolean wanted = from.equals(peer);
        if (wanted) {
            away = false;
        }
        if (wanted && works && connection == null) {
            connection = used;
        } else {
            used.close();
        }
    }

    /** None is wanted any more. */
    void stop() {
        peer = null;
        away = false;
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}

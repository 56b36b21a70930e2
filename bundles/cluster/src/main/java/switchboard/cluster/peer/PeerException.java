package switchboard.cluster.peer;

import java.util.concurrent.CompletionException;

/** A peer could not be reached, or did not answer as it should. Without a stack trace: it is not our bug. */
public final class PeerException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean answered;

    /** @param answered whether the peer said so itself, and the connection goes on */
    public PeerException(String message, boolean answered) {
        super(message, null, false, false);
        this.answered = answered;
    }

    /** Whether the peer said so itself, and the connection goes on. */
    public boolean answered() {
        return answered;
    }

    /** What a stage failed with, in words. */
    public static String text(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof PeerException ? cause.getMessage() : cause.toString();
    }

    /** Whether a stage failed by the peer's own answer. */
    public static boolean isAnswer(Throwable failure) {
        return cause(failure) instanceof PeerException known && known.answered;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}

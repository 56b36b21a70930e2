package switchboard.cluster.pull;

/** Fetched rows that were not applied. The message says why. */
final class PullException extends Exception {
    private static final long serialVersionUID = 1;

    PullException(String message) {
        super(message);
    }
}

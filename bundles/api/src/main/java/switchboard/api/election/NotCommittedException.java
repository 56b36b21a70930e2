package switchboard.api.election;

/** A change that was not agreed on. The message says why; it goes to the client. */
public class NotCommittedException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean uncertain;

    /** @param uncertain whether it may have been agreed on all the same: then it comes to the follower */
    public NotCommittedException(String message, boolean uncertain) {
        super(message);
        this.uncertain = uncertain;
    }

    /** Whether nobody can tell. */
    public boolean isUncertain() {
        return uncertain;
    }
}

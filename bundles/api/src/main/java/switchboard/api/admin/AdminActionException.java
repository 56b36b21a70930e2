package switchboard.api.admin;

/** A command that did nothing. The message says what, where, and what to do; it goes to the client as it is. */
public class AdminActionException extends Exception {
    private static final long serialVersionUID = 1;

    public AdminActionException(String message) {
        super(message);
    }

    public AdminActionException(String message, Throwable cause) {
        super(message, cause);
    }
}

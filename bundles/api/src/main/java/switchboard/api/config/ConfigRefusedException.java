package switchboard.api.config;

/** A LOAD or SAVE that did nothing. The message says what, where, and what to do; it goes to the client as it is. */
public class ConfigRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public ConfigRefusedException(String message) {
        super(message);
    }

    public ConfigRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

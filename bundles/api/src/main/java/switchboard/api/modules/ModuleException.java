package switchboard.api.modules;

/** A module that could not be started, stopped or replaced; the message says which, why, and what goes on instead. */
public class ModuleException extends Exception {
    private static final long serialVersionUID = 1;

    public ModuleException(String message) {
        super(message);
    }

    public ModuleException(String message, Throwable cause) {
        super(message, cause);
    }
}

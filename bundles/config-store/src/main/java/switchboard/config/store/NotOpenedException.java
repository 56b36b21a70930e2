package switchboard.config.store;

import java.io.IOException;

/** The disk database can't be opened. The message is all that an operator needs; the launcher prints it and ends. */
final class NotOpenedException extends IOException {
    private static final long serialVersionUID = 1;

    NotOpenedException(String message) {
        super(message);
    }
}

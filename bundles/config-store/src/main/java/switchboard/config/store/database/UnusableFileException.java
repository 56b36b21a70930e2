package switchboard.config.store.database;

import java.io.IOException;

/** The file can't be used as it is, or not with this key. The message is complete. */
public final class UnusableFileException extends IOException {
    private static final long serialVersionUID = 1;

    UnusableFileException(String message) {
        super(message);
    }
}

package switchboard.config.store.database;

import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/** What is wrong with the file, in a line for administrators. */
public final class FileErrors {
    private FileErrors() {
    }

    /** Why the database could not be opened, and what to do. */
    public static String explainOpening(Path file, FileKey key, Exception error) {
        if (error instanceof UnusableFileException) {
            return error.getMessage();
        }
        if (key.encrypts() && (Causes.has(error, ErrorCode.FILE_ENCRYPTION_ERROR_1)
                || Causes.has(error, ErrorCode.FILE_CORRUPTED_1))) {
            return "the key in " + key.source() + " doesn't open " + file
                    + ", or the file is damaged. It was left as it is";
        }
        if (error instanceof SQLException sql && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
            return "another process uses " + file + ". Stop it, or choose another data folder";
        }
        return file + " can't be opened: " + Causes.of(error)
                + ". It was left as it is. Correct it, or start with --initial, which puts the file aside and reads the config file";
    }

    /** What went wrong, and what goes on. */
    static String explain(Path file, Exception error) {
        return "disk database " + file + ": " + Causes.of(error)
                + ". Nothing of it was saved; memory and runtime go on as they are";
    }
}

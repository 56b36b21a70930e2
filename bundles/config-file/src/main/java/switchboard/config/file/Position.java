package switchboard.config.file;

import java.nio.file.Path;
import switchboard.api.config.ConfigRefusedException;

/** A place in a file; line and column count from 1. */
record Position(Path file, int line, int column) {
    ConfigRefusedException refused(String expected, String found) {
        return new ConfigRefusedException(this + ": expected " + expected + ", found " + found);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}

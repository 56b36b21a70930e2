package switchboard.scheduler;

import java.io.IOException;
import java.io.InputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The output of one run: its beginning is kept, the rest is counted. Never waits for the program. */
final class RunOutput {
    private final InputStream pipe;
    private final RunLimits limits;
    private final byte[] chunk;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long bytes;

    RunOutput(InputStream pipe, RunLimits limits) {
        this.pipe = pipe;
        this.limits = limits;
        chunk = new byte[limits.keptBytes()];
    }

    /** Reads what has come, up to the limit of one look. */
    void look() {
        int room = limits.bytesPerLook();
        try {
            while (room > 0) {
                int ready = Math.min(pipe.available(), Math.min(room, chunk.length));
                if (ready <= 0) {
                    return;
                }
                int read = pipe.read(chunk, 0, ready);
                if (read <= 0) {
                    return;
                }
                kept.write(chunk, 0, Math.min(read, limits.keptBytes() - kept.size()));
                bytes += read;
                room -= read;
            }
        } catch (IOException closed) {
            close(); // the program has gone: there is nothing more
        }
    }

    /** Lets go of the pipe; who still writes to it, gets SIGPIPE. */
    void close() {
        try {
            pipe.close();
        } catch (IOException alreadyGone) {
            return; // closed is what was wanted
        }
    }

    /** All that came, kept or not. */
    long bytes() {
        return bytes;
    }

    /** The beginning, for the log: on one line, without control characters. */
    String text() {
        return kept.toString(StandardCharsets.UTF_8).strip().replaceAll("\\R", " | ").replaceAll("\\p{Cntrl}", "?");
    }
}

package switchboard.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How long this process lives, counted from the start script's first line: exec keeps the process (proc(5)). Both figures
 * are on the clock that counts from boot; the wall clock of a virtual machine may have been set since.
 */
final class SinceStart {
    /** USER_HZ, 100 on every Linux that the JDK runs on. */
    private static final int MILLIS_PER_TICK = 10;
    /** Of the fields after the command's closing parenthesis. */
    private static final int START_TIME = 19;

    private SinceStart() {
    }

    static OptionalLong millis() {
        try {
            return OptionalLong.of(between(Files.readString(Path.of("/proc/self/stat")),
                    Files.readString(Path.of("/proc/uptime"))));
        } catch (IOException | RuntimeException unreadable) {
            return OptionalLong.empty();
        }
    }

    static long between(String stat, String uptime) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double upMillis = Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * 1000;
        return Math.round(upMillis) - Long.parseLong(fields[START_TIME]) * MILLIS_PER_TICK;
    }
}

package switchboard.config.store.database;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds what an error of H2 comes from. The "No space left on device" of a failed batch is neither its message nor its
 * cause: it hangs on the next exception, or on the failure of the roll-back.
 */
final class Causes {
    private static final int LOOKED_AT = 100; // chains may run in a ring

    private Causes() {
    }

    /** One line: the operating system's word if there is one, else H2's. */
    static String of(Throwable error) {
        List<Throwable> all = all(error);
        return line(all.stream().filter(IOException.class::isInstance).findFirst().orElse(all.getLast()));
    }

    /** Whether H2's code is among the causes. */
    static boolean has(Throwable error, int code) {
        return all(error).stream().anyMatch(one -> one instanceof SQLException sql && sql.getErrorCode() == code);
    }

    /** Whether the file could not be read or written. */
    static boolean isOfDisk(Throwable error) {
        return all(error).stream().anyMatch(IOException.class::isInstance);
    }

    private static List<Throwable> all(Throwable error) {
        List<Throwable> found = new ArrayList<>();
        Deque<Throwable> open = new ArrayDeque<>(List.of(error));
        while (found.size() < LOOKED_AT && !open.isEmpty()) {
            Throwable next = open.poll();
            found.add(next);
            if (next.getCause() != null) {
                open.add(next.getCause());
            }
            if (next instanceof SQLException sql && sql.getNextException() != null) {
                open.add(sql.getNextException());
            }
            open.addAll(List.of(next.getSuppressed()));
        }
        return found;
    }

    private static String line(Throwable error) {
        String first = String.valueOf(error.getMessage()).lines().findFirst().orElse("unknown");
        return first.replace("; SQL statement:", "");
    }
}

package switchboard.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The demo's temporary data folder, gone when it ends. */
record Demo(Path folder) implements AutoCloseable {

    static Demo begin() throws StartException {
        try {
            return new Demo(Files.createTempDirectory("switchboard-demo"));
        } catch (IOException failed) {
            throw new StartException("no temporary folder for the demo: " + failed.getMessage(), failed);
        }
    }

    /** Two lines to paste. */
    void tell(PrintStream out) {
        out.println();
        out.println("Query through the proxy; reads go to server 2, everything else to server 1:");
        out.println("  mariadb -h127.0.0.1 -P6033 -udemo -pdemo -e 'SELECT @@server_id; "
                + "SELECT @@server_id FOR UPDATE; SELECT * FROM demo.city LIMIT 3'");
        out.println("Administer it:");
        out.println("  mariadb -h127.0.0.1 -P6032 -uadmin -padmin -e 'SELECT hostgroup, count_star, digest_text "
                + "FROM stats_mysql_query_digest'");
        out.println();
        out.flush();
    }

    /** The main thread and the one that a signal wakes both come here: the second one finds nothing left to do. */
    @Override
    public synchronized void close() throws StartException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Demo::delete);
        } catch (IOException | UncheckedIOException left) {
            throw new StartException("the demo's folder " + folder + " is left behind: " + left.getMessage(), left);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

package switchboard.launcher;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.h2.Driver;
import org.slf4j.LoggerFactory;

/**
 * What a start needs and what needs no bundle, done by a second processor while the first one installs the bundles: logging
 * is set up, and the libraries that begin slowly (H2, Netty's native code) are used once, so that their classes are there
 * when a bundle wants them.
 */
final class HeadStart {
    private final CompletableFuture<Void> logging = new CompletableFuture<>();
    private final Installation installation;

    private HeadStart(Installation installation) {
        this.installation = installation;
    }

    /** For a start within the same process: all of it is there. */
    static HeadStart had() {
        HeadStart before = new HeadStart(null);
        before.logging.complete(null);
        return before;
    }

    static HeadStart begin(Installation installation) {
        HeadStart begun = new HeadStart(installation);
        Thread.ofPlatform().daemon().name("switchboard-head-start").start(begun::run);
        return begun;
    }

    /** Returns when logging works. */
    void awaitLogging() throws StartException {
        try {
            logging.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof StartException refused) {
                throw refused;
            }
            throw new StartException("logging can't be set up: " + failed.getCause(), failed);
        }
    }

    private void run() {
        try {
            LogSetup.begin(installation);
            logging.complete(null);
        } catch (StartException | RuntimeException | Error refused) {
            logging.completeExceptionally(refused);
            return;
        }
        try {
            useDatabase();
            if (!IoUring.isAvailable()) {
                Epoll.isAvailable();
            }
        } catch (SQLException | RuntimeException | LinkageError later) { // whoever needs it says so with better words
            LoggerFactory.getLogger(HeadStart.class).debug("Library not warmed", later);
        }
    }

    /** A database in memory that is gone when its connection closes, and statements as config-store has them. */
    private static void useDatabase() throws SQLException {
        try (Connection connection = new Driver().connect("jdbc:h2:mem:", null);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA \"warm\"");
            statement.execute("CREATE USER \"guest\" PASSWORD 'guest'");
            statement.execute("CREATE TABLE \"warm\".\"one\"(\"id\" INT CHECK (\"id\" >= 0) NOT NULL, "
                    + "\"name\" VARCHAR_IGNORECASE DEFAULT '' NOT NULL, CONSTRAINT \"one_key\" PRIMARY KEY(\"id\"))");
            statement.execute("GRANT SELECT ON \"warm\".\"one\" TO \"guest\"");
            statement.execute("MERGE INTO \"warm\".\"one\"(\"id\", \"name\") KEY(\"id\") VALUES (1, 'one')");
            statement.executeQuery("SELECT \"id\", \"name\" FROM \"warm\".\"one\" ORDER BY 1").close();
        }
    }
}

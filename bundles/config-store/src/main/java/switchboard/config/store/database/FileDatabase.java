package switchboard.config.store.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import switchboard.api.config.ConfigRefusedException;

/**
 * The database in a file: one connection, one transaction at a time, on the disk when a call returns.
 *
 * <p>H2 closes the database when the disk is full or fails; then the connection is dropped, the caller told why, and the
 * next call opens it again.
 */
public final class FileDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");
    private static final String OWNER = "switchboard";
    private static final String ENDING = ".mv.db";
    private static final int ALL_READERS = 1 << 20;

    private final Path base;
    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Semaphore readers = new Semaphore(ALL_READERS);
    private final Growth growth = new Growth();
    private Connection connection; // guarded by lock; null while closed

    /**
     * Opens the database, or makes a new one.
     *
     * @param folder the data folder, which is made with mode 0700 if there is none
     */
    public FileDatabase(Path folder) throws IOException, SQLException {
        base = folder.resolve("switchboard");
        file = fileIn(folder);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            protect(folder, "rwx------");
        }
        boolean fresh = !Files.exists(file);
        if (fresh) {
            Files.createFile(file);
        }
        protect(file, "rw-------");
        open();
        growth.compacted(Files.size(file));
    }

    /** The database's file. */
    public static Path fileIn(Path folder) {
        return folder.resolve("switchboard" + ENDING);
    }

    public Path file() {
        return file;
    }

    /** The statement that links a table of this database into the one in memory. */
    public String link(String schema, String table) {
        return "CREATE LINKED TABLE \"%s\".\"%s\"('', '%s', '%s', '', '%s', '%s')".formatted(schema, table,
                H2Url.file(base).replace("'", "''"), OWNER, schema, table);
    }

    /**
     * Works in one transaction; when this returns, it is on the disk.
     *
     * @param task what is being done, for the message: {@code SAVE MYSQL USERS TO DISK}
     */
    public <T> T write(String task, SqlWork<T> work) throws ConfigRefusedException {
        return call(task, open -> {
            T result = MemoryDatabase.run(open, work);
            execute("CHECKPOINT SYNC"); // H2 alone delays what was committed by up to 500 ms
            return result;
        });
    }

    /** Reads in one transaction. */
    public <T> T read(String task, SqlWork<T> work) throws ConfigRefusedException {
        return call(task, open -> MemoryDatabase.run(open, work));
    }

    /** Works in auto-commit, for DDL. */
    public <T> T maintain(String task, SqlWork<T> work) throws ConfigRefusedException {
        return call(task, open -> {
            open.setAutoCommit(true);
            return work.run(open);
        });
    }

    private <T> T call(String task, SqlWork<T> work) throws ConfigRefusedException {
        lock.lock();
        try {
            return work.run(open());
        } catch (SQLException e) {
            throw new ConfigRefusedException(task + ": " + explain(e), e);
        } finally {
            lock.unlock();
        }
    }

    /** Announces a statement that uses linked tables: the file is not compacted until {@link #leave}. */
    public void enter() {
        readers.acquireUninterruptibly();
    }

    /** Any thread. */
    public void leave() {
        readers.release();
    }

    /** Compacts the file if it has grown enough and nobody is using it; else does nothing. */
    public void compactIfGrown() {
        if (!lock.tryLock()) {
            return;
        }
        try {
            long size = Files.size(file);
            if (growth.isWorthCompacting(size) && readers.tryAcquire(ALL_READERS)) {
                try {
                    compact();
                    LOG.info("Disk database compacted bytes_before={} bytes={}", size, Files.size(file));
                } finally {
                    readers.release(ALL_READERS);
                }
            }
        } catch (IOException | SQLException e) {
            LOG.warn("Disk database not compacted file={}: {}", file, explain(e));
        } finally {
            lock.unlock();
        }
    }

    /** Compacts and closes. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (connection != null) {
                shutDown();
            }
        } catch (IOException | SQLException e) {
            LOG.warn("Disk database not compacted at stop file={}: {}", file, explain(e));
        } finally {
            lock.unlock();
        }
    }

    /** Why the database could not be opened, and what to do. */
    public static String explainOpening(Path file, Exception error) {
        if (error instanceof SQLException sql && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
            return "another process uses " + file + ". Stop it, or choose another data folder";
        }
        return file + ": " + deepest(error)
                + ". Correct it, or start with --initial, which puts the file aside and reads the config file";
    }

    /** What went wrong, and what goes on. */
    private String explain(Exception error) {
        return "disk database " + file + ": " + deepest(error)
                + ". Nothing of it was saved; memory and runtime go on as they are";
    }

    private static String deepest(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String first = String.valueOf(cause.getMessage()).lines().findFirst().orElse("unknown");
        String name = cause instanceof SQLException ? "" : cause.getClass().getSimpleName() + ' ';
        return name + first.replace("; SQL statement:", "");
    }

    private Connection open() throws SQLException {
        dropIfBroken();
        if (connection == null) {
            connection = H2Url.connect(H2Url.file(base), OWNER, "");
            for (String schema : new String[]{"disk", "stats_history", "store"}) {
                execute("CREATE SCHEMA IF NOT EXISTS \"" + schema + '"');
            }
        }
        return connection;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void dropIfBroken() {
        try {
            if (connection != null) {
                execute("SELECT 1");
            }
        } catch (SQLException broken) {
            MemoryDatabase.closeQuietly(connection);
            connection = null;
        }
    }

    private void compact() throws SQLException, IOException {
        shutDown();
        open();
        growth.compacted(Files.size(file));
    }

    private void shutDown() throws SQLException, IOException {
        try {
            execute("SHUTDOWN COMPACT"); // writes a new file and puts it in the old one's place
        } finally {
            connection = null;
            protect(file, "rw-------");
        }
    }

    private static void protect(Path path, String mode) throws IOException {
        if (Files.exists(path) && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }
}

package switchboard.config.store.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;
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
    private static final int ROOM_FACTOR = 4;
    private static final long ROOM_BYTES = 256 << 10;

    private final Path base;
    private final Path file;
    private final FileKey key;
    private final FileMark.Keeper marks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Semaphore readers = new Semaphore(ALL_READERS);
    private final AtomicLong visits = new AtomicLong(); // of readers
    private final Growth growth = new Growth();
    private Connection connection; // guarded by lock; null while closed
    private volatile long lastWrite = System.nanoTime();
    private long syncedVisits; // guarded by lock; how many there had been when all was on the disk
    private boolean brokenOff; // guarded by lock; until it is opened again

    /**
     * Opens the database, or makes a new one.
     *
     * @param folder the data folder, which is made with mode 0700 if there is none
     * @param key NONE for a database that is not encrypted
     */
    public FileDatabase(Path folder, FileKey key) throws IOException, SQLException {
        this.key = key;
        base = folder.resolve("switchboard");
        file = fileIn(folder);
        marks = new FileMark.Keeper(file);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            protect(folder, "rwx------");
        }
        boolean fresh = !Files.exists(file);
        if (fresh) {
            Files.createFile(file);
        }
        protect(file, "rw-------");
        key.requireFits(file);
        FileCheck.requireWhole(file, key);
        try {
            FileCheck.readAll(open());
        } catch (SQLException damaged) {
            abandon();
            throw damaged;
        }
        growth.opened(Files.size(file));
    }

    /** Writes nothing any more. */
    private void abandon() {
        if (connection != null) {
            try {
                execute("SHUTDOWN IMMEDIATELY");
            } catch (SQLException closed) {
                MemoryDatabase.closeQuietly(connection);
            }
            connection = null;
        }
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
        return "CREATE LINKED TABLE \"%s\".\"%s\"('', '%s', '%s', '%s', '%s', '%s')".formatted(schema, table,
                H2Url.file(base, key).replace("'", "''"), OWNER, key.password(), schema, table);
    }

    /**
     * Works in one transaction; when this returns, it is on the disk.
     *
     * @param task what is being done, for the message: {@code SAVE MYSQL USERS TO DISK}
     */
    public <T> T write(String task, SqlWork<T> work) throws ConfigRefusedException {
        return call(task, open -> {
            long before = visits.get();
            if (before != syncedVisits) {
                sync(); // what was written through links is before the mark
            }
            FileMark mark = mark();
            try {
                T result = MemoryDatabase.run(open, work);
                lastWrite = System.nanoTime();
                sync();
                return result;
            } catch (SQLException failed) {
                if (mark != null && Causes.isOfDisk(failed)) {
                    putBack(mark, before);
                }
                throw failed;
            }
        });
    }

    private void sync() throws SQLException {
        long before = visits.get();
        execute("CHECKPOINT SYNC"); // H2 alone delays what was committed by up to 500 ms
        syncedVisits = before;
    }

    /** Null if the file can't be read. */
    private FileMark mark() {
        try {
            return marks.take();
        } catch (IOException unreadable) {
            LOG.debug("No mark of the file={}", file, unreadable);
            return null;
        }
    }

    /**
     * Gives back the room that a transaction took which did not fit, so that what was saved can be read on a full disk.
     * Not if somebody may have written through a link meanwhile.
     */
    private void putBack(FileMark mark, long visitsBefore) {
        if (!readers.tryAcquire(ALL_READERS)) {
            return;
        }
        try {
            if (visits.get() == visitsBefore) {
                abandon();
                marks.restore(mark);
            }
        } catch (IOException e) {
            LOG.warn("Disk database not put back file={}: {}", file, Causes.of(e));
        } finally {
            readers.release(ALL_READERS);
        }
    }

    /** Reads in one transaction. */
    public <T> T read(String task, SqlWork<T> work) throws ConfigRefusedException {
        return call(task, open -> MemoryDatabase.run(open, work));
    }

    /** Works in auto-commit, for DDL; when this returns, it is on the disk. */
    public <T> T maintain(String task, SqlWork<T> work) throws ConfigRefusedException {
        return call(task, open -> {
            open.setAutoCommit(true);
            T result = work.run(open);
            sync();
            return result;
        });
    }

    private <T> T call(String task, SqlWork<T> work) throws ConfigRefusedException {
        lock.lock();
        try {
            return work.run(open());
        } catch (SQLException e) {
            if (connection != null && Causes.isOfDisk(e)) { // H2 may be closed, or fail from now on with each write
                abandon();
                brokenOff = true;
            }
            throw new ConfigRefusedException(task + ": " + FileErrors.explain(file, e), e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Refuses a write that can't fit before it is begun: H2 closes the whole database when it meets the full disk.
     *
     * @param bytes of the values to be written; H2 takes about twice that, and as much again for undoing
     */
    public void requireRoom(long bytes) throws SQLException {
        try {
            long free = Files.getFileStore(file).getUsableSpace();
            if (free < ROOM_FACTOR * bytes + ROOM_BYTES) {
                throw new SQLException("No space left on device: " + free + " bytes are free for " + bytes
                        + " bytes of rows");
            }
        } catch (IOException unknown) {
            LOG.debug("Free space unknown file={}", file, unknown);
        }
    }

    /** As {@link #requireRoom}, before a {@link #write}. */
    public void requireRoomFor(String task, long bytes) throws ConfigRefusedException {
        try {
            requireRoom(bytes);
        } catch (SQLException full) {
            throw new ConfigRefusedException(task + ": " + FileErrors.explain(file, full), full);
        }
    }

    /** Announces a statement that uses linked tables: the file is not compacted until {@link #leave}. */
    public void enter() {
        readers.acquireUninterruptibly();
        visits.incrementAndGet();
    }

    /** Any thread. */
    public void leave() {
        readers.release();
    }

    /** Compacts the file if it has grown enough and nobody is using it; else does nothing. */
    public void compactIfGrown() {
        compactIf(growth::isWorthCompacting);
    }

    /** Compacts a file that has grown less, when nothing was written for a while; false if something was. */
    public boolean compactIfIdle(Duration idle) {
        if (System.nanoTime() - lastWrite < idle.toNanos()) {
            return false;
        }
        compactIf(growth::isWorthCompactingWhenIdle);
        return true;
    }

    private void compactIf(LongPredicate worth) {
        if (!lock.tryLock()) {
            return;
        }
        try {
            long size = Files.size(file);
            if (connection != null && worth.test(size) && readers.tryAcquire(ALL_READERS)) {
                try {
                    compact();
                    LOG.info("Disk database compacted bytes_before={} bytes={}", size, Files.size(file));
                } finally {
                    readers.release(ALL_READERS);
                }
            }
        } catch (IOException | SQLException e) {
            LOG.warn("Disk database not compacted file={}: {}", file, Causes.of(e));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes the file and opens it again: what stands there by then counts. Waits for those who read it.
     *
     * @param task the command, for the message
     * @throws ConfigRefusedException they don't end within {@code limit}, and nothing was closed; or the file can't be
     *             opened, which the next use tries again
     */
    public void reopen(String task, Duration limit) throws ConfigRefusedException {
        lock.lock();
        try {
            if (!readers.tryAcquire(ALL_READERS, limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ConfigRefusedException(task + ": statements on tables of disk are under way for more than "
                        + limit.toMillis() + " ms; repeat it when they have ended. Nothing was closed");
            }
            try {
                dropIfBroken();
                if (connection != null) {
                    shutDown(false);
                }
                open();
            } finally {
                readers.release(ALL_READERS);
            }
        } catch (IOException | SQLException e) {
            throw new ConfigRefusedException(task + ": " + FileErrors.explain(file, e), e);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ConfigRefusedException(task + ": interrupted; nothing was closed", stopping);
        } finally {
            lock.unlock();
        }
    }

    /** Compacts and closes. */
    @Override
    public void close() {
        lock.lock();
        try {
            dropIfBroken();
            if (connection != null) {
                shutDown(growth.isWorthCompactingAtStop(Files.size(file)));
            }
        } catch (IOException | SQLException e) {
            LOG.warn("Disk database not compacted at stop file={}: {}", file, Causes.of(e));
        } finally {
            marks.close();
            lock.unlock();
        }
    }

    private Connection open() throws SQLException {
        dropIfBroken();
        if (connection == null) {
            connection = H2Url.connect(H2Url.file(base, key), OWNER, key.password());
            if (brokenOff) {
                brokenOff = false;
                giveBack();
            }
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
            brokenOff = true;
        }
    }

    /** After a failure the file is as big as what could not be written: on a full disk that room is missing. */
    private void giveBack() throws SQLException {
        LOG.warn("Disk database opened again file={}", file);
        if (readers.tryAcquire(ALL_READERS)) {
            try {
                shutDown(true);
            } catch (IOException | SQLException e) {
                LOG.warn("Disk database not compacted file={}: {}", file, Causes.of(e));
            } finally {
                readers.release(ALL_READERS);
            }
            connection = H2Url.connect(H2Url.file(base, key), OWNER, key.password());
        }
    }

    private void compact() throws SQLException, IOException {
        shutDown(true);
        connection = H2Url.connect(H2Url.file(base, key), OWNER, key.password());
        growth.compacted(Files.size(file));
    }

    private void shutDown(boolean compacting) throws SQLException, IOException {
        try {
            execute(compacting ? "SHUTDOWN COMPACT" : "SHUTDOWN"); // COMPACT writes a new file and puts it in place
        } finally {
            connection = null;
            marks.close(); // or the disk keeps the old file
            protect(file, "rw-------");
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".tempFile")); // of one that failed
        }
    }

    private static void protect(Path path, String mode) throws IOException {
        if (Files.exists(path) && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }
}

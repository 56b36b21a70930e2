package switchboard.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The data folder, held by this process alone. */
final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lockFile;

    private DataFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    static DataFolder take(Path folder) throws StartException {
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            channel = FileChannel.open(folder.resolve("switchboard.lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new StartException("another instance runs on the data folder " + folder
                        + "; stop it, or give another folder with -D");
            }
            Files.writeString(folder.resolve("switchboard.pid"), ProcessHandle.current().pid() + "\n");
            return new DataFolder(folder, channel);
        } catch (IOException | OverlappingFileLockException unusable) {
            throw new StartException("the data folder " + folder + " can't be used: " + unusable, unusable);
        }
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() throws StartException {
        try {
            Files.deleteIfExists(folder.resolve("switchboard.pid"));
            lockFile.close();
        } catch (IOException gone) {
            throw new StartException("the data folder " + folder + " could not be released: " + gone.getMessage(),
                    gone);
        }
    }
}

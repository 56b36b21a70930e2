package switchboard.config.store.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file is before a transaction, to put it back when the disk is full. H2 only appends (REUSE_SPACE=FALSE) but for
 * the headers at its beginning; so a file that is cut to its length and has its headers is the file that it was.
 */
record FileMark(long size, ByteBuffer head) {
    private static final Logger LOG = LoggerFactory.getLogger("switchboard.config.store.ConfigStore");
    private static final int HEAD_BYTES = 4 * FileBlocks.BYTES; // two headers, and one block more in an encrypted file

    /**
     * Takes and restores marks of one file. It keeps the file open: closing it would take away the lock by which H2 keeps
     * other processes from it (fcntl(2): a process loses its locks with the first descriptor that it closes).
     */
    static final class Keeper implements AutoCloseable {
        private final Path file;
        private FileChannel channel; // null before the first mark
        private Object inode; // of channel: a compaction puts another file in place

        Keeper(Path file) {
            this.file = file;
        }

        FileMark take() throws IOException {
            FileChannel in = channel();
            long size = in.size();
            ByteBuffer head = ByteBuffer.allocate((int) Math.min(HEAD_BYTES, size));
            while (head.hasRemaining() && in.read(head, head.position()) >= 0) {
                continue; // until it is full
            }
            return new FileMark(size, head.flip());
        }

        /** Puts the file back; H2 may not have it open. */
        void restore(FileMark mark) throws IOException {
            FileChannel out = channel();
            out.truncate(mark.size());
            ByteBuffer bytes = mark.head().duplicate();
            while (bytes.hasRemaining()) {
                out.write(bytes, bytes.position());
            }
            out.force(true);
        }

        private FileChannel channel() throws IOException {
            Object now = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            if (channel == null || now != null && !now.equals(inode)) {
                close();
                channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                inode = now;
            }
            return channel;
        }

        @Override
        public void close() {
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                LOG.debug("Not closed file={}", file, e);
            }
            channel = null;
        }
    }
}

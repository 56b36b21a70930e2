package switchboard.config.store.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a file is before a transaction, to put it back when the disk is full. H2 only appends (REUSE_SPACE=FALSE) but for
 * the headers at its beginning; so a file that is cut to its length and has its headers is the file that it was.
 */
final class FileMark {
    private static final int HEAD_BYTES = 4 * FileBlocks.BYTES; // two headers, and one block more in an encrypted file

    private final long size;
    private final ByteBuffer head;

    private FileMark(long size, ByteBuffer head) {
        this.size = size;
        this.head = head;
    }

    static FileMark of(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = in.size();
            ByteBuffer head = ByteBuffer.allocate((int) Math.min(HEAD_BYTES, size));
            while (head.hasRemaining() && in.read(head, head.position()) >= 0) {
                continue; // until it is full
            }
            return new FileMark(size, head.flip());
        }
    }

    /** Puts the file back; nobody may have it open. */
    void restore(Path file) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            out.truncate(size);
            ByteBuffer bytes = head.duplicate();
            while (bytes.hasRemaining()) {
                out.write(bytes, bytes.position());
            }
            out.force(true);
        }
    }
}

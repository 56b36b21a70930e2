package switchboard.config.store.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;

/** A database's file as H2 reads it, decrypted where it is encrypted. Nothing of it is written. */
interface FileBlocks extends AutoCloseable {
    int BYTES = 4096;

    /** Bytes that can be read. */
    long size() throws IOException;

    /** The bytes of a block, as far as the file has them, one character for each. */
    String block(long number) throws IOException;

    @Override
    void close() throws IOException;

    static FileBlocks open(Path file, FileKey key) throws IOException {
        return key.encrypts() ? new Encrypted(file, key) : new Plain(Files.newByteChannel(file));
    }

    /** The file as it is. */
    record Plain(SeekableByteChannel in) implements FileBlocks {
        @Override
        public long size() throws IOException {
            return in.size();
        }

        @Override
        public String block(long number) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(BYTES);
            in.position(number * BYTES);
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {
                continue; // until the block or the file ends
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** H2 puts a block with its mark and the salt before the others; a last one that is not whole it doesn't read. */
    final class Encrypted implements FileBlocks {
        private final SingleFileStore store = new SingleFileStore(Map.of());
        private final long size;

        private Encrypted(Path file, FileKey key) throws IOException {
            size = Math.max(0, Files.size(file) / BYTES - 1) * BYTES;
            if (size > 0) { // else H2 would begin a new one
                try {
                    store.open(file.toString(), true, key.word());
                } catch (MVStoreException e) {
                    throw new IOException(e); // another process has it, or it can't be read
                }
            }
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public String block(long number) throws IOException {
            if ((number + 1) * BYTES > size) {
                return "";
            }
            try {
                ByteBuffer bytes = store.readFully((SFChunk) null, number * BYTES, BYTES);
                return StandardCharsets.ISO_8859_1.decode(bytes).toString();
            } catch (MVStoreException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            if (size > 0) {
                store.close();
            }
        }
    }
}

package switchboard.query.digest.text;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import switchboard.mysql.protocol.hash.SpookyHash;

/**
 * Digest text, digest hash and first comment of one statement after the other (ProxySQL 2.7 manual,
 * mysql-query_digests). For one thread; keeps its buffers between statements.
 */
public final class DigestComputation {
    /** A buffer without array is read in pieces of this size. */
    private static final int PIECE_BYTES = 16 * 1024;
    private static final int COPIED_BY_NUMBERS = 512;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final DigestText text = new DigestText();
    private final FirstComment firstComment = new FirstComment();
    private final DigestScanner scanner = new DigestScanner(text, firstComment);
    private final SpookyHash spooky = new SpookyHash();
    private final byte[] piece = new byte[PIECE_BYTES];
    private DigestOptions options;
    private long hash;

    public DigestComputation(DigestOptions options) {
        this.options = options;
    }

    public void options(DigestOptions changed) {
        options = changed;
    }

    /** Computes the digest of {@code length} bytes at {@code index}; borrows the buffer and leaves its indices. */
    public void compute(ByteBuf statement, int index, int length) {
        scanner.clear(options, Math.min(length, options.maxQueryLength()));
        if (statement.hasArray()) {
            int from = statement.arrayOffset() + index;
            scanner.scan(statement.array(), from, from + length, true);
        } else {
            scanPieces(statement, index, length);
        }
        scanner.end();
        hash = spooky.hash64(text.bytes(), 0, Math.min(text.length(), options.maxDigestLength()), 0);
    }

    private void scanPieces(ByteBuf statement, int index, int length) {
        int done = 0;
        while (done < length && !scanner.full()) {
            int size = Math.min(length - done, PIECE_BYTES);
            copy(statement, index + done, size);
            int read = scanner.scan(piece, 0, size, done + size == length);
            if (read == 0) { // a single token fills the piece: what follows is taken for the next one
                read = scanner.scan(piece, 0, size, true);
            }
            done += read;
        }
    }

    /** {@code getBytes} of a direct buffer may allocate a view: a short statement is copied by numbers. */
    private void copy(ByteBuf statement, int index, int size) {
        if (size > COPIED_BY_NUMBERS) {
            statement.getBytes(index, piece, 0, size);
            return;
        }
        int done = 0;
        for (; done + Long.BYTES <= size; done += Long.BYTES) {
            LONG.set(piece, done, statement.getLong(index + done));
        }
        for (; done < size; done++) {
            piece[done] = statement.getByte(index + done);
        }
    }

    /** The digest: SpookyHash V2 of the text's first mysql-query_digests_max_digest_length bytes, seed 0. */
    public long hash() {
        return hash;
    }

    /** The bytes of the text, valid until the next statement; {@link #shownLength} of them are shown. */
    public byte[] text() {
        return text.bytes();
    }

    /** Bytes of the text that are shown. */
    public int shownLength() {
        return options.normalizeText() ? text.length() : Math.min(text.length(), options.maxDigestLength());
    }

    /** The statement's first comment, at most 1023 bytes, blanks as spaces; null if it has none. */
    public String firstComment() {
        return firstComment.text();
    }

    /** Whether the statement has a command for MariaDB alone, in a comment: the text doesn't show it. */
    public boolean hidesCommand() {
        return scanner.hidesCommand();
    }
}

package switchboard.mysql.protocol.compress;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;
import switchboard.mysql.protocol.MalformedPacketException;

/**
 * Cuts frames and expands them, a piece at a time: 3 bytes of length, a number, 3 bytes of length before compression, which
 * are 0 for what isn't compressed (MySQL protocol reference, "Compressed Packet Header"). What it keeps is bounded by what
 * the channel reads before it stops, and a piece.
 */
final class FrameReader {
    static final int HEADER_BYTES = 7;
    private static final int PIECE = 32 * 1024;

    private final Compression compression;
    private ByteBuf pending;
    private FrameExpander expander;
    private int number;
    private boolean between = true;
    private boolean compressed;
    private int left; // bytes of the frame still to come
    private int room; // bytes that it may still expand to
    private boolean more; // the expander has output left

    FrameReader(Compression compression) {
        this.compression = compression;
    }

    /** Takes the buffer over. */
    void add(ByteBufAllocator allocator, ByteBuf bytes) {
        pending = pending == null ? bytes : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, pending, bytes);
    }

    /** Whether {@link #next} may give something without more bytes. */
    boolean hasMore() {
        return more || pending != null && pending.readableBytes() >= (between ? HEADER_BYTES : 1);
    }

    /**
     * The next piece, or null if bytes are missing. The caller owns it, alone.
     *
     * @throws MalformedPacketException if the peer breaks the protocol
     */
    ByteBuf next(ByteBufAllocator allocator) {
        while (hasMore()) {
            if (between) {
                header();
            }
            ByteBuf piece = compressed ? expand(allocator) : plain();
            if (!pending.isReadable() && !more) {
                pending.release();
                pending = null;
            }
            if (piece != null) {
                return piece;
            }
        }
        return null;
    }

    private void header() {
        left = pending.readUnsignedMediumLE();
        number = pending.readUnsignedByte();
        room = pending.readUnsignedMediumLE();
        compressed = room > 0;
        if (left == 0) {
            throw new MalformedPacketException("frame without content");
        }
        between = false;
        if (compressed) {
            expander = expander == null ? compression.expander() : expander;
            expander.begin();
        }
    }

    private ByteBuf plain() {
        int length = Math.min(left, pending.readableBytes());
        if (length == 0) {
            return null;
        }
        left -= length;
        between = left == 0;
        return pending.readRetainedSlice(length);
    }

    private ByteBuf expand(ByteBufAllocator allocator) {
        int length = Math.min(left, pending.readableBytes());
        if (length == 0 && !more) {
            return null;
        }
        ByteBuf in = pending.readSlice(length);
        ByteBuf out = allocator.directBuffer(Math.min(room + 1, PIECE)); // one more than allowed, to see that it isn't used
        boolean whole = false;
        try {
            boolean ended = expander.expand(in, out);
            pending.readerIndex(pending.readerIndex() - in.readableBytes());
            left -= length - in.readableBytes();
            room -= out.readableBytes();
            more = !ended && !out.isWritable();
            boolean stuck = !ended && (left == 0 ? !more : in.isReadable() && !out.isReadable());
            if (room < 0 || stuck || ended && (left > 0 || room > 0)) {
                throw new MalformedPacketException("frame that doesn't expand to the length that it announces");
            }
            between = ended;
            whole = out.isReadable();
            return whole ? out : null;
        } finally {
            if (!whole) {
                out.release();
            }
        }
    }

    /** Of the frame that was seen last. */
    int number() {
        return number;
    }

    /** Lets the codec go while nothing is under way. */
    void rest() {
        if (expander != null && between) {
            expander.close();
            expander = null;
        }
    }

    void close() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
        if (expander != null) {
            expander.close();
            expander = null;
        }
        more = false;
    }
}

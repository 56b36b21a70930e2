package switchboard.mysql.protocol.hash;

import java.nio.charset.StandardCharsets;

/**
 * SpookyHash V2 over bytes that come in pieces: the same value as {@link SpookyHash} gives for all of them at once. For
 * one thread; {@link #begin} makes it ready for the next message.
 */
public final class SpookySum {
    private final SpookyHash hash = new SpookyHash();
    private final byte[] held = new byte[SpookyHash.SHORT_BYTES];
    private int heldBytes;
    private boolean isLong;
    private long seed1;
    private long seed2;

    /** Begins a message. */
    public void begin(long first, long second) {
        seed1 = first;
        seed2 = second;
        heldBytes = 0;
        isLong = false;
    }

    /** Takes a piece; the range must lie within the array. */
    public void add(byte[] piece, int from, int length) {
        if (length < held.length - heldBytes) {
            System.arraycopy(piece, from, held, heldBytes, length);
            heldBytes += length;
            return;
        }
        int taken = held.length - heldBytes;
        System.arraycopy(piece, from, held, heldBytes, taken);
        if (!isLong) { // not before there are this many bytes: fewer have the short form
            hash.beginLong(seed1, seed2);
            isLong = true;
        }
        hash.mixBlocks(held, 0, held.length);
        int rest = length - taken;
        int blocks = rest / SpookyHash.BLOCK_BYTES * SpookyHash.BLOCK_BYTES;
        hash.mixBlocks(piece, from + taken, from + taken + blocks);
        heldBytes = rest - blocks;
        System.arraycopy(piece, from + taken + blocks, held, 0, heldBytes);
    }

    /** Takes a text's UTF-8 bytes. */
    public void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes, 0, bytes.length);
    }

    /** Takes a number's eight bytes, the lowest first. */
    public void add(long number) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (number >>> 8 * i);
        }
        add(bytes, 0, bytes.length);
    }

    /** Ends the message; returns the first 64 bits. */
    public long end() {
        if (!isLong) {
            hash.hash128(held, 0, heldBytes, seed1, seed2);
            return hash.low();
        }
        int blocks = heldBytes / SpookyHash.BLOCK_BYTES * SpookyHash.BLOCK_BYTES;
        hash.mixBlocks(held, 0, blocks);
        hash.endLong(held, blocks, heldBytes - blocks);
        return hash.low();
    }
}

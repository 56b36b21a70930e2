package switchboard.mysql.protocol.hash;

import static java.lang.Long.rotateLeft;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * SpookyHash V2 of Bob Jenkins (public domain, burtleburtle.net/bob/hash/spooky.html): the hash behind ProxySQL's
 * digests and checksums. Keeps its state between calls, so it belongs to one thread; allocates nothing.
 */
public final class SpookyHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** An odd number without pattern, as the algorithm defines it. */
    private static final long CONSTANT = 0xdeadbeefdeadbeefL;
    private static final int VARIABLES = 12;
    static final int BLOCK_BYTES = VARIABLES * 8;
    /** Up to here the short form is used, which needs fewer variables. */
    static final int SHORT_BYTES = 2 * BLOCK_BYTES;
    private static final int[] MIX_SHIFTS = {11, 32, 43, 31, 17, 28, 39, 57, 55, 54, 22, 46};
    private static final int[] END_SHIFTS = {44, 15, 34, 21, 38, 33, 10, 13, 38, 53, 42, 54};

    private final long[] h = new long[VARIABLES];
    private final byte[] block = new byte[BLOCK_BYTES];
    private long low;
    private long high;

    /** The first 64 bits of the hash with one seed for both halves. The range must lie within the array. */
    public long hash64(byte[] message, int from, int length, long seed) {
        hash128(message, from, length, seed, seed);
        return low;
    }

    /** Computes 128 bits: {@link #low()} and {@link #high()}. The range must lie within the array. */
    public void hash128(byte[] message, int from, int length, long seed1, long seed2) {
        if (length < SHORT_BYTES) {
            shortHash(message, from, length, seed1, seed2);
        } else {
            longHash(message, from, length, seed1, seed2);
        }
    }

    /** The first 64 bits of what was computed last. */
    public long low() {
        return low;
    }

    /** The other 64 bits. */
    public long high() {
        return high;
    }

    private void longHash(byte[] message, int from, int length, long seed1, long seed2) {
        beginLong(seed1, seed2);
        int end = from + length / BLOCK_BYTES * BLOCK_BYTES;
        mixBlocks(message, from, end);
        endLong(message, end, from + length - end);
    }

    /** The long form's first step; {@link SpookySum} takes the steps one by one. */
    void beginLong(long seed1, long seed2) {
        for (int i = 0; i < VARIABLES; i += 3) {
            h[i] = seed1;
            h[i + 1] = seed2;
            h[i + 2] = CONSTANT;
        }
    }

    /** Takes whole blocks. */
    void mixBlocks(byte[] message, int from, int end) {
        for (int at = from; at < end; at += BLOCK_BYTES) {
            mix(message, at);
        }
    }

    /** The last step, with less than a block. */
    void endLong(byte[] message, int from, int remainder) {
        System.arraycopy(message, from, block, 0, remainder);
        Arrays.fill(block, remainder, BLOCK_BYTES, (byte) 0);
        block[BLOCK_BYTES - 1] = (byte) remainder;
        for (int i = 0; i < VARIABLES; i++) {
            h[i] += (long) LONG.get(block, 8 * i);
        }
        endPart();
        endPart();
        endPart();
        low = h[0];
        high = h[1];
    }

    private void mix(byte[] in, int at) {
        for (int i = 0; i < VARIABLES; i++) {
            int next = (i + 1) % VARIABLES;
            int last = (i + 11) % VARIABLES;
            h[i] += (long) LONG.get(in, at + 8 * i);
            h[(i + 2) % VARIABLES] ^= h[(i + 10) % VARIABLES];
            h[last] ^= h[i];
            h[i] = rotateLeft(h[i], MIX_SHIFTS[i]);
            h[last] += h[next];
        }
    }

    private void endPart() {
        for (int i = 0; i < VARIABLES; i++) {
            int last = (i + 11) % VARIABLES;
            h[last] += h[(i + 1) % VARIABLES];
            h[(i + 2) % VARIABLES] ^= h[last];
            h[(i + 1) % VARIABLES] = rotateLeft(h[(i + 1) % VARIABLES], END_SHIFTS[i]);
        }
    }

    private void shortHash(byte[] message, int from, int length, long seed1, long seed2) {
        h[0] = seed1;
        h[1] = seed2;
        h[2] = CONSTANT;
        h[3] = CONSTANT;
        int at = from;
        int end = from + length / 32 * 32;
        for (; at < end; at += 32) {
            h[2] += (long) LONG.get(message, at);
            h[3] += (long) LONG.get(message, at + 8);
            shortMix();
            h[0] += (long) LONG.get(message, at + 16);
            h[1] += (long) LONG.get(message, at + 24);
        }
        int remainder = length % 32;
        if (remainder >= 16) {
            h[2] += (long) LONG.get(message, at);
            h[3] += (long) LONG.get(message, at + 8);
            shortMix();
            at += 16;
            remainder -= 16;
        }
        h[3] += (long) length << 56;
        addShortTail(message, at, remainder);
        shortEnd();
        low = h[0];
        high = h[1];
    }

    private void addShortTail(byte[] message, int at, int remainder) {
        if (remainder == 0) {
            h[2] += CONSTANT;
            h[3] += CONSTANT;
        } else if (remainder < 8) {
            h[2] += partial(message, at, remainder);
        } else {
            h[2] += (long) LONG.get(message, at);
            h[3] += partial(message, at + 8, remainder - 8);
        }
    }

    /** Up to seven bytes as a little-endian number. */
    private static long partial(byte[] in, int at, int length) {
        long value = 0;
        int i = 0;
        if (length >= 4) {
            value = (int) INT.get(in, at) & 0xFFFF_FFFFL;
            i = 4;
        }
        for (; i < length; i++) {
            value |= (in[at + i] & 0xFFL) << (8 * i);
        }
        return value;
    }

    private void shortMix() {
        h[2] = rotateLeft(h[2], 50) + h[3];
        h[0] ^= h[2];
        h[3] = rotateLeft(h[3], 52) + h[0];
        h[1] ^= h[3];
        h[0] = rotateLeft(h[0], 30) + h[1];
        h[2] ^= h[0];
        h[1] = rotateLeft(h[1], 41) + h[2];
        h[3] ^= h[1];
        h[2] = rotateLeft(h[2], 54) + h[3];
        h[0] ^= h[2];
        h[3] = rotateLeft(h[3], 48) + h[0];
        h[1] ^= h[3];
        h[0] = rotateLeft(h[0], 38) + h[1];
        h[2] ^= h[0];
        h[1] = rotateLeft(h[1], 37) + h[2];
        h[3] ^= h[1];
        h[2] = rotateLeft(h[2], 62) + h[3];
        h[0] ^= h[2];
        h[3] = rotateLeft(h[3], 34) + h[0];
        h[1] ^= h[3];
        h[0] = rotateLeft(h[0], 5) + h[1];
        h[2] ^= h[0];
        h[1] = rotateLeft(h[1], 36) + h[2];
        h[3] ^= h[1];
    }

    private void shortEnd() {
        h[3] ^= h[2];
        h[2] = rotateLeft(h[2], 15);
        h[3] += h[2];
        h[0] ^= h[3];
        h[3] = rotateLeft(h[3], 52);
        h[0] += h[3];
        h[1] ^= h[0];
        h[0] = rotateLeft(h[0], 26);
        h[1] += h[0];
        h[2] ^= h[1];
        h[1] = rotateLeft(h[1], 51);
        h[2] += h[1];
        h[3] ^= h[2];
        h[2] = rotateLeft(h[2], 28);
        h[3] += h[2];
        h[0] ^= h[3];
        h[3] = rotateLeft(h[3], 9);
        h[0] += h[3];
        h[1] ^= h[0];
        h[0] = rotateLeft(h[0], 47);
        h[1] += h[0];
        h[2] ^= h[1];
        h[1] = rotateLeft(h[1], 54);
        h[2] += h[1];
        h[3] ^= h[2];
        h[2] = rotateLeft(h[2], 32);
        h[3] += h[2];
        h[0] ^= h[3];
        h[3] = rotateLeft(h[3], 25);
        h[0] += h[3];
        h[1] ^= h[0];
        h[0] = rotateLeft(h[0], 63);
        h[1] += h[0];
    }
}

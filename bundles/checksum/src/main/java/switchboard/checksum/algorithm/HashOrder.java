package switchboard.checksum.algorithm;

import java.util.Arrays;

/** The order of hashes as unsigned numbers. */
final class HashOrder {
    private HashOrder() {
    }

    /**
     * The positions of the first {@code count} hashes, lowest hash first. Sorts numbers that hold the hash's high bits
     * above its position, then puts those right whose high bits are equal: objects and a comparator take five times as
     * long.
     */
    static int[] of(long[] hashes, int count) {
        int positionBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(count - 1, 1));
        long positions = (1L << positionBits) - 1;
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = (hashes[i] & ~positions | i) ^ Long.MIN_VALUE; // signed order of these is unsigned order of those
        }
        Arrays.sort(keys);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int position = (int) (keys[i] & positions);
            int at = i;
            for (; at > 0 && Long.compareUnsigned(hashes[order[at - 1]], hashes[position]) > 0; at--) {
                order[at] = order[at - 1];
            }
            order[at] = position;
        }
        return order;
    }
}

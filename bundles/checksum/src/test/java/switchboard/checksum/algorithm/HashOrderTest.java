package switchboard.checksum.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashOrderTest {
    @Test
    void hashesAreOrderedAsUnsignedNumbers() {
        assertArrayEquals(new int[]{2, 0, 3, 1}, HashOrder.of(new long[]{5, -1, 0, Long.MIN_VALUE}, 4));
    }

    @Test
    void hashesThatDifferInTheirLowestBitsAreOrderedByThem() {
        assertArrayEquals(new int[]{3, 1, 2, 0}, HashOrder.of(new long[]{0x1003, 0x1001, 0x1002, 0x1000}, 4));
    }

    @Test
    void onlyTheFirstAreOrdered() {
        assertArrayEquals(new int[0], HashOrder.of(new long[]{9}, 0));
        assertArrayEquals(new int[]{0}, HashOrder.of(new long[]{9, 1}, 1));
    }

    @Test
    void anyHashesComeInOrderOnceEach() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[] hashes = random.longs(10_001).map(hash -> random.nextInt(4) == 0 ? hash & 0xF : hash).toArray();
        int[] order = HashOrder.of(hashes, hashes.length);
        for (int i = 1; i < order.length; i++) {
            int at = i;
            assertEquals(true, Long.compareUnsigned(hashes[order[i - 1]], hashes[order[i]]) <= 0,
                    () -> "seed " + seed + " at " + at);
        }
        assertArrayEquals(IntStream.range(0, hashes.length).toArray(), IntStream.of(order).sorted().toArray());
    }
}

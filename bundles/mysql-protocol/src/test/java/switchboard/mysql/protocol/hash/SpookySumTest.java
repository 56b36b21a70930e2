package switchboard.mysql.protocol.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SpookySumTest {
    private static final int LONGEST = 700;

    private final SpookyHash whole = new SpookyHash();
    private final SpookySum sum = new SpookySum();
    private final byte[] message = new byte[LONGEST];

    SpookySumTest() {
        new Random(7).nextBytes(message);
    }

    @Test
    void twoPiecesGiveTheHashOfTheWholeWhereverTheyAreCut() {
        for (int length = 0; length <= LONGEST; length += length < 300 ? 1 : 13) {
            whole.hash128(message, 0, length, 19, 3);
            for (int cut = 0; cut <= length; cut += 3) {
                sum.begin(19, 3);
                sum.add(message, 0, cut);
                sum.add(message, cut, length - cut);
                assertEquals(whole.low(), sum.end(), length + " bytes cut at " + cut);
            }
        }
    }

    @Test
    void bytesOneByOneGiveTheHashOfTheWhole() {
        for (int length : new int[]{0, 1, 95, 96, 97, 191, 192, 193, 287, 288, 289, LONGEST}) {
            sum.begin(1, 2);
            for (int i = 0; i < length; i++) {
                sum.add(message, i, 1);
            }
            whole.hash128(message, 0, length, 1, 2);
            assertEquals(whole.low(), sum.end(), length + " bytes");
        }
    }

    @Test
    void manyLargePiecesGiveTheHashOfTheWhole() {
        byte[] large = new byte[100_000];
        long seed = System.nanoTime();
        Random random = new Random(seed);
        random.nextBytes(large);
        sum.begin(5, 6);
        for (int at = 0; at < large.length;) {
            int length = Math.min(random.nextInt(1000), large.length - at);
            sum.add(large, at, length);
            at += length;
        }
        whole.hash128(large, 0, large.length, 5, 6);
        assertEquals(whole.low(), sum.end(), "seed " + seed);
    }
}

package switchboard.mysql.protocol.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpookyHashTest {
    private final SpookyHash spooky = new SpookyHash();

    @Test
    void givesProxySqlsDigests() {
        assertEquals(0x232706FC6BF50919L, hash("")); // digests.tsv, row 85
        assertEquals(0x1E092DAEFFBBF262L, hash("select ?")); // digests.tsv, row 1
    }

    @Test
    void dependsOnEveryByteAtEveryLength() {
        Set<Long> seen = new HashSet<>();
        for (int length = 0; length <= 600; length++) {
            byte[] message = new byte[length];
            assertTrue(seen.add(spooky.hash64(message, 0, length, 0)), "length " + length);
            for (int i = 0; i < length; i += 7) {
                message[i] = 1;
                assertTrue(seen.add(spooky.hash64(message, 0, length, 0)), "byte " + i + " of " + length);
                message[i] = 0;
            }
        }
    }

    @Test
    void readsNoFurtherThanTold() {
        for (int length : new int[]{0, 1, 7, 8, 15, 16, 31, 32, 33, 191, 192, 288, 300}) {
            byte[] alone = new byte[length];
            byte[] inside = new byte[length + 20];
            for (int i = 0; i < inside.length; i++) {
                inside[i] = (byte) (i * 31 + 5);
            }
            System.arraycopy(inside, 10, alone, 0, length);
            assertEquals(spooky.hash64(alone, 0, length, 3), spooky.hash64(inside, 10, length, 3), "length " + length);
        }
    }

    private long hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return spooky.hash64(bytes, 0, bytes.length, 0);
    }
}

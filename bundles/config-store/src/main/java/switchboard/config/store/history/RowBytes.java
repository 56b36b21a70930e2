package switchboard.config.store.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The bytes of one row at a time: of each value its length, -1 for NULL, and UTF-8. One buffer for a million rows. */
final class RowBytes {
    private byte[] bytes = new byte[512];
    private int count;

    /** Begins a row. */
    void begin() {
        count = 0;
    }

    void add(String value) {
        if (value == null) {
            room(Integer.BYTES);
            length(-1);
            return;
        }
        int characters = value.length();
        room(Integer.BYTES + characters);
        if (!addAscii(value, characters)) {
            byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
            room(Integer.BYTES + encoded.length);
            length(encoded.length);
            System.arraycopy(encoded, 0, bytes, count, encoded.length);
            count += encoded.length;
        }
    }

    /** False, and nothing added, if a character needs more than a byte. */
    private boolean addAscii(String value, int characters) {
        int at = count + Integer.BYTES;
        for (int i = 0; i < characters; i++) {
            char next = value.charAt(i);
            if (next > 0x7F) {
                return false;
            }
            bytes[at++] = (byte) next;
        }
        length(characters);
        count = at;
        return true;
    }

    private void length(int number) {
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[count++] = (byte) (number >>> shift);
        }
    }

    private void room(int more) {
        if (more > bytes.length - count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, count + more));
        }
    }

    void addTo(MessageDigest digest) {
        digest.update(bytes, 0, count);
    }
}

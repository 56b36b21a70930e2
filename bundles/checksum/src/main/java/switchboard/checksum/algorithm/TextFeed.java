package switchboard.checksum.algorithm;

import switchboard.mysql.protocol.hash.SpookySum;

/** Feeds texts as UTF-8 to a sum, many at a time: most values are a few ASCII characters. */
final class TextFeed {
    private static final int CAPACITY = 8 * 1024;

    private final SpookySum sum;
    private final byte[] waiting = new byte[CAPACITY];
    private int count;

    TextFeed(SpookySum sum) {
        this.sum = sum;
    }

    /** Null is nothing. */
    void add(String text) {
        if (text == null) {
            return;
        }
        int length = text.length();
        if (length > CAPACITY - count) {
            flush();
        }
        if (length > CAPACITY || !copyAscii(text, length)) {
            flush();
            sum.add(text);
        }
    }

    /** False, and nothing taken, if a character needs more than a byte. */
    private boolean copyAscii(String text, int length) {
        int at = count;
        for (int i = 0; i < length; i++) {
            char next = text.charAt(i);
            if (next > 0x7F) {
                return false;
            }
            waiting[at++] = (byte) next;
        }
        count = at;
        return true;
    }

    /** Hands over what waits. */
    void flush() {
        sum.add(waiting, 0, count);
        count = 0;
    }
}

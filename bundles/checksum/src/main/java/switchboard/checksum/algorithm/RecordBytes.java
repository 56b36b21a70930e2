package switchboard.checksum.algorithm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import switchboard.mysql.protocol.hash.SpookySum;

/** Many small records, written one after the other and read in any order. In segments: there may be gigabytes. */
final class RecordBytes {
    /** Less than half of G1's smallest region: larger ones would take whole regions each. */
    private static final int SEGMENT_BYTES = 256 << 10;

    private final List<byte[]> segments = new ArrayList<>();
    private final int[] segmentOf;
    private final int[] begins;
    private final int[] ends;
    private byte[] segment = new byte[0];
    private int at;
    private int current = -1;

    /** @param most as many records may come */
    RecordBytes(int most) {
        segmentOf = new int[most];
        begins = new int[most];
        ends = new int[most];
    }

    /** Begins the next record. */
    void begin() {
        current++;
        segmentOf[current] = segments.size() - 1;
        begins[current] = at;
        ends[current] = at;
    }

    void add(boolean flag) {
        room(1);
        segment[at++] = (byte) (flag ? 1 : 0);
        ends[current] = at;
    }

    /** Four bytes, the lowest first. */
    void add(int number) {
        room(Integer.BYTES);
        for (int i = 0; i < Integer.BYTES; i++) {
            segment[at++] = (byte) (number >>> 8 * i);
        }
        ends[current] = at;
    }

    void add(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, segment, at, bytes.length);
        at += bytes.length;
        ends[current] = at;
    }

    /** UTF-8; null is nothing. */
    void add(String text) {
        if (text == null || text.isEmpty()) {
            return;
        }
        int length = text.length();
        room(length);
        int to = at;
        for (int i = 0; i < length; i++) {
            char next = text.charAt(i);
            if (next > 0x7F) {
                add(text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            segment[to++] = (byte) next;
        }
        at = to;
        ends[current] = at;
    }

    /** A record that does not fit goes on in a new segment, with what it has so far. */
    private void room(int bytes) {
        if (bytes <= segment.length - at) {
            return;
        }
        int begin = begins[current];
        int written = at - begin;
        byte[] next = new byte[Math.max(SEGMENT_BYTES, written + bytes)];
        System.arraycopy(segment, begin, next, 0, written);
        segments.add(next);
        segment = next;
        segmentOf[current] = segments.size() - 1;
        begins[current] = 0;
        at = written;
        ends[current] = at;
    }

    void addTo(SpookySum sum, int index) {
        sum.add(segments.get(segmentOf[index]), begins[index], ends[index] - begins[index]);
    }
}

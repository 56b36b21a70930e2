package switchboard.mysql.protocol.track;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The end of an OK, which tells how the session has changed, collected over cuts. Takes memory once there is any. */
final class StateBytes {
    /** More than this is not read: a whole sql_mode has 400 bytes. */
    static final int MAX = 16 * 1024;
    private static final int AT_FIRST = 256;
    private static final byte[] POSITION = SessionChanges.POSITION.getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = {};
    private int length;
    private boolean collecting;

    void clear() {
        length = 0;
        collecting = false;
    }

    /** Begins with what is known already, which is short. */
    void begin(byte[] from, int index, int size) {
        length = 0;
        collecting = true;
        grow(size);
        System.arraycopy(from, index, bytes, 0, size);
        length = size;
    }

    boolean isCollecting() {
        return collecting;
    }

    void add(ByteBuf from, int index, int size) {
        int taken = Math.min(size, MAX - length);
        grow(taken);
        from.getBytes(index, bytes, length, taken);
        length += taken;
    }

    /** Whether there is nothing but what MariaDB reports of every write; all lengths of that have one byte. */
    private boolean isPositionOnly() {
        int at = length == 0 ? 0 : 1 + (bytes[0] & 0xFF); // behind the text for people
        int name = at + 4; // behind the lengths of all, of this change, its type, and the length of the name
        int end = name + POSITION.length;
        return end <= length && at + 1 + bytes[at] == length && bytes[at + 1] == 0
                && bytes[at + 2] + 2 == bytes[at] && bytes[at + 3] == POSITION.length
                && Arrays.equals(bytes, name, end, POSITION, 0, POSITION.length);
    }

    private void grow(int size) {
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(AT_FIRST, Math.min(MAX, 2 * (length + size))));
        }
    }

    /** The packet is whole. */
    void end(Answer answer) {
        collecting = false;
        if (isPositionOnly()) {
            return;
        }
        answer.changed(SessionChanges.read(Unpooled.wrappedBuffer(bytes, 0, length), answer.changes()));
    }
}

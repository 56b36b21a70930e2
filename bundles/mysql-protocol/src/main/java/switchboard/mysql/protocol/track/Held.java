package switchboard.mysql.protocol.track;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;

/** The first bytes of a packet that matters, collected over cuts; a fixed array, used again for each packet. */
final class Held {
    /** Of an ERR: header, code, SQLSTATE and the 512 bytes that MySQL allows for a message. */
    static final int PREFIX = 1 + 2 + 6 + 512;
    /** Of an OK: header, two integers of 9 bytes, status flags, warnings, the length of its text. */
    static final int OK_BYTES = 1 + 9 + 9 + 2 + 2 + 9;

    private static final int PAYLOAD = 4;
    private static final int PROGRESS = 0xFFFF;
    private static final int EOF_BYTES = 5;
    private static final int PREPARE_OK_BYTES = 12;

    private final byte[] bytes = new byte[PAYLOAD + PREFIX];
    private int length;
    private int at; // while fields are read
    private boolean cut; // a field went past what is held
    private int flags; // those of an OK or EOF with SERVER_SESSION_STATE_CHANGED; 0 if there are none
    private int state; // where such an OK goes on with its text and the session's changes; 0 if it doesn't

    void clear() {
        length = 0;
        flags = 0;
        state = 0;
    }

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    /** Takes bytes until {@code wanted} are held, or to the end of the buffer. Returns how many it took. */
    int fill(ByteBuf buf, int index, int end, int wanted) {
        int taken = Math.min(wanted - length, end - index);
        if (taken <= 0) {
            return 0;
        }
        buf.getBytes(index, bytes, length, taken);
        length += taken;
        return taken;
    }

    int payloadLength() {
        return unsigned(0, 3);
    }

    int first() {
        return bytes[PAYLOAD] & 0xFF;
    }

    /** Reads an OK, also one that ends rows. False if it is too short for its fields. */
    boolean ok(Answer answer) {
        at = PAYLOAD + 1;
        cut = false;
        long affectedRows = integer();
        long lastInsertId = integer();
        if (cut || at + 4 > length) {
            return false;
        }
        answer.affectedRows = affectedRows;
        answer.lastInsertId = lastInsertId;
        status(answer, at, at + 2);
        state = flags > 0 ? at + 4 : 0;
        answer.changesUntold = false;
        return true;
    }

    private void status(Answer answer, int statusAt, int warningsAt) {
        int status = unsigned(statusAt, 2);
        answer.status(status, unsigned(warningsAt, 2));
        flags = (status & StatusFlag.SERVER_SESSION_STATE_CHANGED) != 0 ? statusAt : 0;
    }

    /** Whether the packet that was read says that the session has changed. */
    boolean isFlagged() {
        return flags > 0;
    }

    /**
     * Takes that out of what is held: the flag, and from the header the length of the report.
     *
     * @param payload the packet's length
     * @return its length without the report
     */
    int takeReport(int payload) {
        bytes[flags + 1] &= (byte) ~(StatusFlag.SERVER_SESSION_STATE_CHANGED >> 8);
        if (state == 0 || payload == Packets.CONTINUED) {
            return payload;
        }
        at = state;
        cut = false;
        long text = integer();
        boolean hasText = !cut && text > 0 && text <= payload - (at - PAYLOAD);
        int left = hasText ? at - PAYLOAD + (int) text : state - PAYLOAD;
        bytes[0] = (byte) left;
        bytes[1] = (byte) (left >> 8);
        bytes[2] = (byte) (left >> 16);
        return left;
    }

    /** Copies held bytes. */
    void get(int index, ByteBuf to, int toIndex, int count) {
        to.setBytes(toIndex, bytes, index, count);
    }

    /** Whether the OK that was read tells how the session has changed: the first bytes of that go there. */
    boolean state(StateBytes to) {
        if (state > 0) {
            to.begin(bytes, state, length - state);
        }
        return state > 0;
    }

    boolean eof(Answer answer) {
        if (length < PAYLOAD + EOF_BYTES) {
            return false;
        }
        status(answer, PAYLOAD + 3, PAYLOAD + 1);
        answer.changesUntold = flags > 0;
        return true;
    }

    boolean prepared(Answer answer) {
        if (length < PAYLOAD + PREPARE_OK_BYTES) {
            return false;
        }
        answer.statementId = unsigned(PAYLOAD + 1, 4) & 0xFFFF_FFFFL;
        answer.columnCount = unsigned(PAYLOAD + 5, 2);
        answer.parameterCount = unsigned(PAYLOAD + 7, 2);
        answer.warnings = unsigned(PAYLOAD + 10, 2);
        return true;
    }

    /** Whether an ERR is none, but a report of how far a statement is (MariaDB, "Progress reporting"). */
    boolean isProgress() {
        return length >= PAYLOAD + 3 && unsigned(PAYLOAD + 1, 2) == PROGRESS;
    }

    void error(Answer answer, int payload) {
        answer.error(bytes, PAYLOAD + 1, Math.min(payload, PREFIX) - 1);
    }

    /** The packet as one integer: a column count. -1 if it is none. */
    long lenenc() {
        at = PAYLOAD;
        cut = false;
        long value = integer();
        return cut ? -1 : value;
    }

    private long integer() {
        int head = at < length ? bytes[at] & 0xFF : 0xFF;
        int size = switch (head) {
            case 0xFC -> 2;
            case 0xFD -> 3;
            case 0xFE -> 8;
            default -> 0;
        };
        at++;
        if (head == 0xFB || head == 0xFF || at + size > length) {
            cut = true;
            return 0;
        }
        if (size == 0) {
            return head;
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        at += size;
        return value;
    }

    private int unsigned(int from, int size) {
        int value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[from + i] & 0xFF;
        }
        return value;
    }
}

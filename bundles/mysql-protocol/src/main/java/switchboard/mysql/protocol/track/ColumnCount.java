package switchboard.mysql.protocol.track;

import io.netty.buffer.ByteBuf;

/** The number of columns that a result begins with (MySQL protocol reference, "COM_QUERY Response"). */
final class ColumnCount {
    /** What three bytes can say: MariaDB answers a SELECT without a table with hundreds of thousands. */
    static final int MAX = 0xFF_FFFF;

    private static final int TWO_BYTES = 0xFC;
    private static final int THREE_BYTES = 0xFD;

    private ColumnCount() {
    }

    /** @param length of the packet, whose first four bytes are there if it has as many */
    static int of(ByteBuf bytes, int payload, int length) {
        int first = bytes.getUnsignedByte(payload);
        if (first == TWO_BYTES && length > 2) {
            return bytes.getUnsignedShortLE(payload + 1);
        }
        return first == THREE_BYTES && length > 3 ? bytes.getUnsignedMediumLE(payload + 1) : first;
    }
}

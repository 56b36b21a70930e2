package switchboard.mysql.protocol.track;

import io.netty.buffer.ByteBuf;

/** The status flags of an OK packet, read in place behind two numbers of 1 to 9 bytes. */
final class OkStatus {
    private OkStatus() {
    }

    /**
     * Borrows the buffer.
     *
     * @param payload where the OK begins, behind the packet's header
     * @return 0 if it is shorter than any OK
     */
    static int of(ByteBuf bytes, int payload) {
        int at = skipNumber(bytes, skipNumber(bytes, payload + 1));
        return at + 2 <= bytes.writerIndex() ? bytes.getUnsignedShortLE(at) : 0;
    }

    private static int skipNumber(ByteBuf bytes, int at) {
        return at >= bytes.writerIndex() ? at : at + switch (bytes.getUnsignedByte(at)) {
            case 0xFC -> 3;
            case 0xFD -> 4;
            case 0xFE -> 9;
            default -> 1;
        };
    }
}

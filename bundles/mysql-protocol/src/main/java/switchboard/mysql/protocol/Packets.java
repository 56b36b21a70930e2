package switchboard.mysql.protocol;

import io.netty.buffer.ByteBuf;

/** Headers of packets: 3 bytes of length and a sequence id (MySQL protocol reference, "MySQL Packets"). */
public final class Packets {
    public static final int HEADER_BYTES = 4;
    /** Payload of a packet that another one continues. */
    public static final int CONTINUED = 0xFFFFFF;

    private Packets() {
    }

    /** Leaves room for a header. Returns the value for {@link #end}. */
    public static int begin(ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(0);
        return start;
    }

    /**
     * Writes the header of what was appended since {@link #begin}, and cuts it where it is too long for one packet.
     *
     * @param sequenceId of the packet, only its low 8 bits count
     * @return the sequence id that follows, 0 to 255
     */
    public static int end(ByteBuf out, int start, int sequenceId) {
        int length = out.writerIndex() - start - HEADER_BYTES;
        if (length >= CONTINUED) {
            return split(out, start, sequenceId);
        }
        header(out, start, length, sequenceId);
        return sequenceId + 1 & 0xFF;
    }

    /** Appends a whole packet. Returns the sequence id that follows. */
    public static int write(ByteBuf out, int sequenceId, byte[] payload) {
        int start = begin(out);
        out.writeBytes(payload);
        return end(out, start, sequenceId);
    }

    /** Length of the payload that the header at {@code index} announces. */
    public static int payloadLength(ByteBuf in, int index) {
        return in.getUnsignedMediumLE(index);
    }

    /** Sequence id in the header at {@code index}. */
    public static int sequenceId(ByteBuf in, int index) {
        return in.getUnsignedByte(index + 3);
    }

    private static int split(ByteBuf out, int start, int sequenceId) {
        ByteBuf payload = out.copy(start + HEADER_BYTES, out.writerIndex() - start - HEADER_BYTES);
        try {
            out.writerIndex(start);
            int id = sequenceId;
            int part;
            do { // a payload of exactly 0xFFFFFF is followed by an empty packet
                part = Math.min(payload.readableBytes(), CONTINUED);
                int at = begin(out);
                out.writeBytes(payload, part);
                header(out, at, part, id++);
            } while (part == CONTINUED);
            return id & 0xFF;
        } finally {
            payload.release();
        }
    }

    private static void header(ByteBuf out, int start, int length, int sequenceId) {
        out.setMediumLE(start, length);
        out.setByte(start + 3, sequenceId);
    }
}

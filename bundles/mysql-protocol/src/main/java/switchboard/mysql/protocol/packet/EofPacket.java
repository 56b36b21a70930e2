package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;

/** End of definitions or rows without CLIENT_DEPRECATE_EOF (MySQL protocol reference, "EOF_Packet"). */
public record EofPacket(int warnings, int statusFlags) {
    public static final int HEADER = 0xFE;

    /** Whether a packet among rows is this one: a row that begins with 0xFE has 9 bytes or more. */
    public static boolean matches(ByteBuf payload) {
        int length = payload.readableBytes();
        return length > 0 && length < 9 && payload.getUnsignedByte(payload.readerIndex()) == HEADER;
    }

    public static EofPacket decode(ByteBuf payload) {
        Lenenc.need(payload, 5);
        if (payload.readUnsignedByte() != HEADER) {
            throw new MalformedPacketException("not an EOF packet");
        }
        return new EofPacket(payload.readUnsignedShortLE(), payload.readUnsignedShortLE());
    }

    public int encode(ByteBuf out, int sequenceId) {
        int start = Packets.begin(out);
        out.writeByte(HEADER).writeShortLE(warnings).writeShortLE(statusFlags);
        return Packets.end(out, start, sequenceId);
    }
}

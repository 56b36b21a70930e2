package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.Packets;

/**
 * The client's wish for TLS, sent in place of a login that follows (MySQL protocol reference, "Protocol::SSLRequest").
 *
 * @param capabilities with CLIENT_SSL
 * @param maxPacketSize as announced, unsigned
 * @param collationId 0 to 255
 */
public record SslRequest(long capabilities, long maxPacketSize, int collationId) {
    /** Length of the payload: the fixed part of a login. */
    public static final int PAYLOAD_BYTES = 32;

    /** Whether the first packet of a client is this one. Borrows. */
    public static boolean matches(ByteBuf payload) {
        return payload.readableBytes() == PAYLOAD_BYTES
                && Capability.has(payload.getIntLE(payload.readerIndex()), Capability.CLIENT_SSL);
    }

    public static SslRequest decode(ByteBuf payload) {
        Lenenc.need(payload, PAYLOAD_BYTES);
        return new SslRequest(payload.readUnsignedIntLE(), payload.readUnsignedIntLE(), payload.readUnsignedByte());
    }

    public int encode(ByteBuf out, int sequenceId) {
        int start = Packets.begin(out);
        writeFixedPart(out, capabilities, maxPacketSize, collationId);
        return Packets.end(out, start, sequenceId);
    }

    /** What this packet and a login begin with. */
    static void writeFixedPart(ByteBuf out, long capabilities, long maxPacketSize, int collationId) {
        out.writeIntLE((int) capabilities).writeIntLE((int) maxPacketSize).writeByte(collationId).writeZero(19);
        boolean extended = !Capability.has(capabilities, Capability.CLIENT_LONG_PASSWORD);
        out.writeIntLE(extended ? (int) (capabilities >>> 32) : 0);
    }
}

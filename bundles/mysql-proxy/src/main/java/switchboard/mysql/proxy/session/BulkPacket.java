package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.BoundValues;
import switchboard.mysql.proxy.backend.CommandPackets;

/** COM_STMT_BULK_EXECUTE as bytes (MariaDB protocol reference): id, flags, types if they follow, rows of values. */
final class BulkPacket {
    private static final int FLAGS = Packets.HEADER_BYTES + 5;
    private static final int TYPES = FLAGS + 2;
    private static final int SEND_TYPES = 128;

    private BulkPacket() {
    }

    static boolean isWhole(ByteBuf packet, int parameters) {
        return packet.readableBytes() >= TYPES
                && (!hasTypes(packet) || packet.readableBytes() >= TYPES + 2 * parameters);
    }

    /** Whether the rows are whole, with values of these types; null if nobody knows them: then their server will say. */
    static boolean hasRows(ByteBuf packet, byte[] types) {
        if (types == null) {
            return true;
        }
        int rows = TYPES + (hasTypes(packet) ? types.length : 0);
        boolean one = Packets.payloadLength(packet, packet.readerIndex()) < Packets.CONTINUED;
        ByteBuf whole = one ? packet : CommandPackets.payload(packet);
        int start = whole.readerIndex();
        try {
            whole.readerIndex(start + rows - (one ? 0 : Packets.HEADER_BYTES));
            BoundValues.skipRows(whole, types);
            return true;
        } catch (MalformedPacketException cut) {
            return false;
        } finally {
            whole.readerIndex(start);
        }
    }

    static boolean hasTypes(ByteBuf packet) {
        return (packet.getUnsignedShortLE(packet.readerIndex() + FLAGS) & SEND_TYPES) != 0;
    }

    static byte[] types(ByteBuf packet, int parameters) {
        byte[] types = new byte[2 * parameters];
        packet.getBytes(packet.readerIndex() + TYPES, types);
        return types;
    }

    /** The same with the types in it. The caller owns both buffers; only for commands of one packet. */
    static ByteBuf withTypes(ByteBufAllocator allocator, ByteBuf packet, byte[] types) {
        int from = packet.readerIndex();
        int length = packet.readableBytes() + types.length;
        ByteBuf out = allocator.buffer(length);
        out.writeMediumLE(length - Packets.HEADER_BYTES).writeByte(packet.getByte(from + 3));
        out.writeBytes(packet, from + Packets.HEADER_BYTES, FLAGS - Packets.HEADER_BYTES);
        out.writeShortLE(packet.getUnsignedShortLE(from + FLAGS) | SEND_TYPES).writeBytes(types);
        return out.writeBytes(packet, from + TYPES, packet.readableBytes() - TYPES);
    }
}

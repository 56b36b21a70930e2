package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.BitSet;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.BoundValues;
import switchboard.mysql.proxy.backend.CommandPackets;

/**
 * COM_STMT_EXECUTE as bytes (MySQL protocol reference): id, flags, iteration count, null bitmap, whether types follow,
 * types, values.
 */
final class ExecutePacket {
    private static final int ID = Packets.HEADER_BYTES + 1;
    private static final int FLAGS = ID + 4;
    private static final int BITMAP = FLAGS + 5;

    private ExecutePacket() {
    }

    static boolean isWhole(ByteBuf packet, int parameters) {
        int bitmapEnd = BITMAP + bitmapBytes(parameters);
        int readable = packet.readableBytes();
        return readable >= BITMAP && (parameters == 0 || readable > bitmapEnd
                && (!hasTypes(packet, parameters) || readable >= bitmapEnd + 1 + 2 * parameters));
    }

    /**
     * Whether the values are all there, as far as types are known. Borrows the packet, which is whole up to its types.
     *
     * @param types of the parameters, null if nobody knows them: then their server will say
     * @param longData parameters whose value was sent before
     */
    static boolean hasValues(ByteBuf packet, int parameters, byte[] types, BitSet longData) {
        if (parameters == 0 || types == null) {
            return true;
        }
        int values = BITMAP + bitmapBytes(parameters) + 1 + (hasTypes(packet, parameters) ? types.length : 0);
        boolean one = Packets.payloadLength(packet, packet.readerIndex()) < Packets.CONTINUED;
        ByteBuf whole = one ? packet : CommandPackets.payload(packet);
        int skipped = one ? 0 : Packets.HEADER_BYTES;
        int start = whole.readerIndex();
        try {
            whole.readerIndex(start + values - skipped);
            BoundValues.skip(whole, types, start + BITMAP - skipped, longData);
            return true;
        } catch (MalformedPacketException cut) {
            return false;
        } finally {
            whole.readerIndex(start);
        }
    }

    static boolean hasFixedPart(ByteBuf packet) {
        return packet.readableBytes() >= BITMAP;
    }

    /** Of a COM_STMT_SEND_LONG_DATA. */
    static int parameter(ByteBuf packet) {
        return packet.getUnsignedShortLE(packet.readerIndex() + FLAGS);
    }

    static int statementId(ByteBuf packet) {
        return packet.getIntLE(packet.readerIndex() + ID);
    }

    static void statementId(ByteBuf packet, int id) {
        packet.setIntLE(packet.readerIndex() + ID, id);
    }

    /** CURSOR_TYPE_READ_ONLY and others; 0 for all rows at once. */
    static int cursorType(ByteBuf packet) {
        return packet.getByte(packet.readerIndex() + FLAGS);
    }

    static boolean hasTypes(ByteBuf packet, int parameters) {
        return parameters > 0 && packet.getByte(packet.readerIndex() + BITMAP + bitmapBytes(parameters)) == 1;
    }

    static byte[] types(ByteBuf packet, int parameters) {
        byte[] types = new byte[2 * parameters];
        packet.getBytes(packet.readerIndex() + BITMAP + bitmapBytes(parameters) + 1, types);
        return types;
    }

    /** The same with the types in it. The caller owns both buffers; only for commands of one packet. */
    static ByteBuf withTypes(ByteBufAllocator allocator, ByteBuf packet, int parameters, byte[] types) {
        int from = packet.readerIndex();
        int flagAt = BITMAP + bitmapBytes(parameters);
        int length = packet.readableBytes() + types.length;
        ByteBuf out = allocator.buffer(length);
        out.writeMediumLE(length - Packets.HEADER_BYTES).writeByte(packet.getByte(from + 3));
        out.writeBytes(packet, from + Packets.HEADER_BYTES, flagAt - Packets.HEADER_BYTES);
        out.writeByte(1).writeBytes(types);
        int rest = flagAt + 1;
        return out.writeBytes(packet, from + rest, packet.readableBytes() - rest);
    }

    private static int bitmapBytes(int parameters) {
        return (parameters + 7) / 8;
    }
}

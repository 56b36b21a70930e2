package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.BitSet;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.ExecuteParameters;
import switchboard.mysql.protocol.packet.QueryAttributes;
import switchboard.mysql.proxy.backend.CommandPackets;

/**
 * The query attributes of a client's statement: taken off before anybody looks at it, and put back for servers that know
 * them (MySQL protocol reference, CLIENT_QUERY_ATTRIBUTES).
 */
final class StatementAttributes {
    private static final int ARGUMENT = Packets.HEADER_BYTES + 1;
    private static final int EXECUTE_FIXED = ARGUMENT + 9;
    private static final int EXECUTE_FLAGS = ARGUMENT + 4;

    private StatementAttributes() {
    }

    /** A packet and what was taken off it. The packet is the receiver's. */
    record Plain(ByteBuf packet, QueryAttributes attributes) {
    }

    /**
     * Of a COM_QUERY. Takes the packet over, unless it throws.
     *
     * @throws switchboard.mysql.protocol.MalformedPacketException they are none
     */
    static Plain ofQuery(ByteBufAllocator allocator, ByteBuf packet) {
        int from = packet.readerIndex();
        if (Packets.payloadLength(packet, from) == Packets.CONTINUED) {
            return ofLongQuery(allocator, packet);
        }
        ByteBuf argument = packet.slice(from + ARGUMENT, packet.readableBytes() - ARGUMENT);
        int before = argument.readableBytes();
        QueryAttributes attributes = QueryAttributes.readBeforeText(argument);
        int taken = before - argument.readableBytes();
        byte sequenceId = packet.getByte(from + Packets.HEADER_BYTES - 1);
        byte command = packet.getByte(from + Packets.HEADER_BYTES);
        int header = from + taken; // it moves towards the text, which stays where it is
        packet.setMediumLE(header, argument.readableBytes() + 1).setByte(header + 3, sequenceId)
                .setByte(header + Packets.HEADER_BYTES, command).readerIndex(header);
        return new Plain(packet, attributes);
    }

    private static Plain ofLongQuery(ByteBufAllocator allocator, ByteBuf packet) {
        ByteBuf payload = CommandPackets.payload(packet);
        final int length = payload.readableBytes();
        ByteBuf out = allocator.buffer(packet.readableBytes());
        try {
            int start = Packets.begin(out);
            out.writeByte(payload.readByte());
            QueryAttributes attributes = QueryAttributes.readBeforeText(payload);
            out.writeBytes(payload);
            pad(out, start, length, ' ');
            Packets.end(out, start, 0);
            packet.release();
            return new Plain(out.retain(), attributes);
        } finally {
            out.release();
        }
    }

    /** Answers are numbered on from the command's packets, and the client has counted its own: there must be as many. */
    private static void pad(ByteBuf out, int start, int lengthBefore, int with) {
        int packets = lengthBefore / Packets.CONTINUED;
        int missing = packets * Packets.CONTINUED - (out.writerIndex() - start - Packets.HEADER_BYTES);
        for (int i = 0; i < missing; i++) {
            out.writeByte(with);
        }
    }

    /**
     * Of a COM_STMT_EXECUTE whose fixed part is there. Takes the packet over, unless it throws.
     *
     * @param parameters of the statement, -1 if unknown
     * @param longData parameters whose value was sent before
     * @throws switchboard.mysql.protocol.MalformedPacketException they are none
     */
    static Plain ofExecute(ByteBufAllocator allocator, ByteBuf packet, int parameters, BitSet longData) {
        int flagsAt = packet.readerIndex() + EXECUTE_FLAGS;
        int flags = packet.getByte(flagsAt);
        boolean counted = (flags & ExecuteParameters.PARAMETER_COUNT_AVAILABLE) != 0;
        packet.setByte(flagsAt, flags & ~ExecuteParameters.PARAMETER_COUNT_AVAILABLE);
        if (!counted && parameters <= 0) {
            return new Plain(packet, QueryAttributes.NONE);
        }
        ByteBuf payload = CommandPackets.payload(packet);
        final int length = payload.readableBytes();
        ByteBuf out = allocator.buffer(packet.readableBytes());
        try {
            int start = Packets.begin(out);
            out.writeBytes(payload, EXECUTE_FIXED - Packets.HEADER_BYTES);
            QueryAttributes attributes = ExecuteParameters.takeOff(payload, parameters, longData, out);
            pad(out, start, length, 0); // servers look at no byte behind the last value
            Packets.end(out, start, Packets.sequenceId(packet, packet.readerIndex()));
            packet.release();
            return new Plain(out.retain(), attributes);
        } finally {
            out.release();
        }
    }

    /** A COM_STMT_EXECUTE in the shape for servers with the capability. Takes the packet over. */
    static ByteBuf onExecute(ByteBufAllocator allocator, ByteBuf packet, int parameters, QueryAttributes attributes) {
        if (parameters == 0 && attributes.isEmpty()) {
            return packet;
        }
        ByteBuf payload = CommandPackets.payload(packet);
        ByteBuf out = allocator.buffer(packet.readableBytes() + parameters + 16);
        try {
            int start = Packets.begin(out);
            out.writeBytes(payload, EXECUTE_FIXED - Packets.HEADER_BYTES);
            int flagsAt = start + EXECUTE_FLAGS;
            out.setByte(flagsAt, out.getByte(flagsAt) | ExecuteParameters.PARAMETER_COUNT_AVAILABLE);
            ExecuteParameters.putOn(payload, parameters, attributes, out);
            Packets.end(out, start, Packets.sequenceId(packet, packet.readerIndex()));
            return out.retain();
        } finally {
            out.release();
            packet.release();
        }
    }
}

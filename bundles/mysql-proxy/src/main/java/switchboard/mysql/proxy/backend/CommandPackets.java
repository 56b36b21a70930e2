package switchboard.mysql.proxy.backend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.packet.QueryAttributes;

/** Commands that the proxy sends by itself, or in another shape than it got them. */
public final class CommandPackets {
    private static final int TEXT = Packets.HEADER_BYTES + 1;
    /** A shorter text is copied sooner than chained. */
    private static final int COPIED = 1024;

    private CommandPackets() {
    }

    /** A command without arguments. The caller owns the buffer. */
    public static ByteBuf of(ByteBufAllocator allocator, int command) {
        return allocator.buffer(5).writeMediumLE(1).writeByte(0).writeByte(command);
    }

    /** A command with a text shorter than 16 MB: COM_QUERY, COM_INIT_DB. The caller owns the buffer. */
    public static ByteBuf of(ByteBufAllocator allocator, int command, String text) {
        int length = ByteBufUtil.utf8Bytes(text);
        ByteBuf packet = allocator.buffer(5 + length).writeMediumLE(1 + length).writeByte(0).writeByte(command);
        packet.writeCharSequence(text, StandardCharsets.UTF_8);
        return packet;
    }

    /** The payload of a whole command, command byte first: a view of the packet, without the headers. Borrowed. */
    public static ByteBuf payload(ByteBuf packet) {
        int from = packet.readerIndex();
        if (Packets.payloadLength(packet, from) < Packets.CONTINUED) {
            return packet.slice(from + Packets.HEADER_BYTES, packet.readableBytes() - Packets.HEADER_BYTES);
        }
        List<ByteBuf> parts = new ArrayList<>();
        int length;
        for (int at = from; at < packet.writerIndex(); at += Packets.HEADER_BYTES + length) {
            length = Packets.payloadLength(packet, at);
            parts.add(packet.slice(at + Packets.HEADER_BYTES, length));
        }
        return Unpooled.wrappedUnmodifiableBuffer(parts.toArray(ByteBuf[]::new));
    }

    /** A COM_QUERY in the shape for servers with CLIENT_QUERY_ATTRIBUTES. Takes the packet over. */
    static ByteBuf withAttributes(ByteBufAllocator allocator, ByteBuf packet, QueryAttributes attributes) {
        int from = packet.readerIndex();
        ByteBuf head = allocator.buffer(32);
        int start = Packets.begin(head);
        head.writeByte(packet.getByte(from + Packets.HEADER_BYTES));
        attributes.writeBeforeText(head);
        int length = head.readableBytes() - Packets.HEADER_BYTES + packet.readableBytes() - TEXT;
        if (length >= Packets.CONTINUED || length < COPIED) {
            head.writeBytes(payload(packet).skipBytes(1));
            Packets.end(head, start, Packets.sequenceId(packet, from));
            packet.release();
            return head;
        }
        head.setMediumLE(start, length).setByte(start + 3, packet.getByte(from + 3));
        packet.readerIndex(from + TEXT);
        return Unpooled.wrappedBuffer(head, packet);
    }
}

package switchboard.mysql.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts a stream of bytes into whole packets, each with its header; the next handler releases them.
 *
 * <p>With {@code reassembling}, a message of several packets comes as one buffer: a header with the length 0xFFFFFF
 * and the sequence id of the last part, then the payloads of all parts. Without, the parts come one by one.
 *
 * <p>A header that announces more than the limit ends in {@link PacketTooLargeException}, once; whatever comes
 * afterwards is thrown away until the channel closes. Removed from the pipeline it passes on what it has not cut.
 */
public final class PacketDecoder extends ByteToMessageDecoder {
    private enum State {
        READING, REFUSED
    }

    private final boolean reassembling;
    private int maxPayload;
    private State state = State.READING;
    private int announced; // payload of the message under way, 0..maxPayload
    private CompositeByteBuf parts; // null unless a message of several packets is under way

    /** Hands out each packet as it comes. */
    public PacketDecoder(int maxPayload) {
        this(maxPayload, false);
    }

    /**
     * Hands out packets, or whole messages.
     *
     * @param maxPayload bytes of a message, all its packets together; at most 1 GB as in MySQL
     */
    public PacketDecoder(int maxPayload, boolean reassembling) {
        this.reassembling = reassembling;
        setMaxPayload(maxPayload);
    }

    /** Changes the limit for headers still to come. On the channel's event loop, or before it is in a pipeline. */
    public void setMaxPayload(int bytes) {
        if (bytes < 0 || bytes > 1 << 30) {
            throw new IllegalArgumentException("maxPayload " + bytes + " is not within 0 and 1 GB");
        }
        maxPayload = bytes;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (state == State.REFUSED) { // else the same header would be refused again on close
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < Packets.HEADER_BYTES) {
            return;
        }
        int length = Packets.payloadLength(in, in.readerIndex());
        if (length > maxPayload - announced) { // before a byte of it is kept
            state = State.REFUSED;
            in.skipBytes(in.readableBytes());
            dropParts();
            throw new PacketTooLargeException((long) announced + length, maxPayload);
        }
        if (in.readableBytes() < Packets.HEADER_BYTES + length) {
            return;
        }
        boolean continued = length == Packets.CONTINUED;
        if (reassembling && (continued || parts != null)) {
            collect(ctx, in, length, out);
        } else {
            out.add(in.readRetainedSlice(Packets.HEADER_BYTES + length)); // the next handler releases it
        }
        announced = continued ? announced + length : 0;
    }

    private void collect(ChannelHandlerContext ctx, ByteBuf in, int length, List<Object> out) {
        if (parts == null) {
            parts = ctx.alloc().compositeBuffer(Integer.MAX_VALUE);
            parts.addComponent(true, ctx.alloc().buffer(Packets.HEADER_BYTES).writeInt(0));
        }
        int sequenceId = Packets.sequenceId(in, in.readerIndex());
        in.skipBytes(Packets.HEADER_BYTES);
        parts.addComponent(true, in.readRetainedSlice(length));
        if (length < Packets.CONTINUED) {
            parts.setMediumLE(0, Packets.CONTINUED).setByte(3, sequenceId);
            out.add(parts); // the next handler releases it
            parts = null;
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        dropParts();
    }

    private void dropParts() {
        if (parts != null) {
            parts.release();
            parts = null;
        }
    }
}

package switchboard.mysql.protocol.compress;

import io.netty.buffer.ByteBuf;

/** Expands frames piece by piece. */
public interface FrameExpander extends AutoCloseable {
    /** A frame begins. */
    void begin();

    /**
     * Takes what it can of the input and appends to the output what fits; moves the indices of both. Borrows.
     *
     * @param in of this frame only
     * @param out direct, with room
     * @return whether the frame's end has been reached
     * @throws switchboard.mysql.protocol.MalformedPacketException if that is nothing compressed
     */
    boolean expand(ByteBuf in, ByteBuf out);

    @Override
    void close();
}

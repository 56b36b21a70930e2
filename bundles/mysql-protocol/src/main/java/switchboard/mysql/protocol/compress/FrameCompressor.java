package switchboard.mysql.protocol.compress;

import io.netty.buffer.ByteBuf;

/** Compresses whole frames, one after the other. */
public interface FrameCompressor extends AutoCloseable {
    /**
     * Appends the compressed bytes. Borrows both; leaves {@code in} as it is.
     *
     * @param length of the frame's content from the reader index on, 1 to 16 MB - 1
     * @return false if that saves nothing; what is in {@code out} is then worthless
     */
    boolean compress(ByteBuf in, int length, ByteBuf out);

    @Override
    void close();
}

package switchboard.mysql.protocol.compress;

import io.netty.buffer.ByteBuf;
import java.util.zip.Deflater;

/** zlib, at a level that suits an event loop: the higher ones cost twice the time for a few percent. */
final class ZlibCompressor implements FrameCompressor {
    private static final int LEVEL = 3;

    private final Deflater deflater = new Deflater(LEVEL);

    @Override
    public boolean compress(ByteBuf in, int length, ByteBuf out) {
        deflater.reset();
        deflater.setInput(in.nioBuffer(in.readerIndex(), length));
        deflater.finish();
        out.ensureWritable(length);
        int written = deflater.deflate(out.internalNioBuffer(out.writerIndex(), length - 1));
        out.writerIndex(out.writerIndex() + written);
        return deflater.finished();
    }

    @Override
    public void close() {
        deflater.end();
    }
}

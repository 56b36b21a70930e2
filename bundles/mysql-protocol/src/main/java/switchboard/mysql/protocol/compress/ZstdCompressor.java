package switchboard.mysql.protocol.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** zstd: its library wants direct memory. */
final class ZstdCompressor implements FrameCompressor {
    private final ZstdCompressCtx context = new ZstdCompressCtx();

    ZstdCompressor(int level) {
        context.setLevel(level);
    }

    @Override
    public boolean compress(ByteBuf in, int length, ByteBuf out) {
        int room = (int) Zstd.compressBound(length);
        out.ensureWritable(room);
        ByteBuf direct = in.isDirect() && in.nioBufferCount() == 1 ? null : in.alloc().directBuffer(length);
        try {
            if (direct != null) {
                direct.writeBytes(in, in.readerIndex(), length);
            }
            ByteBuffer from = direct != null ? direct.nioBuffer() : in.nioBuffer(in.readerIndex(), length);
            ByteBuffer to = out.nioBuffer(out.writerIndex(), room);
            int written = context.compressDirectByteBuffer(to, to.position(), room, from, from.position(), length);
            out.writerIndex(out.writerIndex() + written);
            return written < length;
        } finally {
            if (direct != null) {
                direct.release();
            }
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

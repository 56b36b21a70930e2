package switchboard.mysql.protocol.compress;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import switchboard.mysql.protocol.MalformedPacketException;

/**
 * zstd: its library wants direct memory. The header says how much memory a stream takes to expand ("Window_Size", RFC 8878),
 * so that is read first.
 */
final class ZstdExpander implements FrameExpander {
    private static final int MAGIC = 0xFD2FB528;
    private static final int SINGLE_SEGMENT = 0x20;
    /** Magic, descriptor, window, dictionary id, content size. */
    private static final int MAX_HEADER = 4 + 1 + 1 + 4 + 8;
    private static final long MAX_WINDOW = 1 << 24;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final byte[] header = new byte[MAX_HEADER];
    private int headerBytes;
    private boolean checked;

    @Override
    public void begin() {
        context.reset();
        headerBytes = 0;
        checked = false;
    }

    @Override
    public boolean expand(ByteBuf in, ByteBuf out) {
        if (!checked) {
            check(in);
        }
        ByteBuf direct = in.isDirect() && in.nioBufferCount() == 1 ? null : in.alloc().directBuffer(in.readableBytes());
        try {
            if (direct != null) {
                direct.writeBytes(in, in.readerIndex(), in.readableBytes());
            }
            ByteBuffer from = direct != null ? direct.nioBuffer() : in.nioBuffer();
            ByteBuffer to = out.nioBuffer(out.writerIndex(), out.writableBytes());
            int fromStart = from.position();
            int toStart = to.position();
            boolean ended = context.decompressDirectByteBufferStream(to, from);
            in.skipBytes(from.position() - fromStart);
            out.writerIndex(out.writerIndex() + to.position() - toStart);
            return ended;
        } catch (ZstdException e) {
            throw new MalformedPacketException("frame that is no zstd: " + e.getMessage());
        } finally {
            if (direct != null) {
                direct.release();
            }
        }
    }

    /** Looks at the header's bytes as they come; the library takes no memory before the last of them. */
    private void check(ByteBuf in) {
        int more = Math.min(in.readableBytes(), MAX_HEADER - headerBytes);
        in.getBytes(in.readerIndex(), header, headerBytes, more);
        headerBytes += more;
        if (headerBytes < 6) {
            return;
        }
        if ((header[0] & 0xFF | (header[1] & 0xFF) << 8 | (header[2] & 0xFF) << 16 | header[3] << 24) != MAGIC) {
            throw new MalformedPacketException("frame that is no zstd");
        }
        int descriptor = header[4] & 0xFF;
        if ((descriptor & SINGLE_SEGMENT) == 0) {
            checked = true;
            int base = (header[5] & 0xFF) >>> 3;
            window((1L << 10 + base) / 8 * (8 + (header[5] & 7)));
            return;
        }
        int dictionary = (descriptor & 3) == 3 ? 4 : descriptor & 3;
        int size = descriptor >>> 6 == 0 ? 1 : 1 << (descriptor >>> 6);
        int from = 5 + dictionary;
        if (headerBytes >= from + size) {
            checked = true;
            long content = size == 2 ? 256 : 0;
            for (int i = 0; i < size; i++) {
                content += (header[from + i] & 0xFFL) << 8 * i;
            }
            window(content);
        }
    }

    private static void window(long bytes) {
        if (bytes < 0 || bytes > MAX_WINDOW) {
            throw new MalformedPacketException("frame of zstd that wants " + Long.toUnsignedString(bytes)
                    + " bytes of memory");
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

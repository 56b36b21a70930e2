package switchboard.mysql.protocol.compress;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import switchboard.mysql.protocol.MalformedPacketException;

/**
 * Compresses one connection, from the end of its login on. Stands behind TLS and before whoever reads packets, and is the
 * same for both sides. While the channel doesn't read, nothing is expanded: a slow reader stops its peer here too.
 *
 * <p>What breaks the protocol is told once, as a {@link MalformedPacketException}; what follows is thrown away.
 */
public final class CompressionHandler extends ChannelDuplexHandler {
    /** Shorter ones go as they are, as in MySQL. */
    private static final int MIN_LENGTH = 50;
    /** Longer ones are cut, so that no frame keeps the event loop for long. */
    private static final int MAX_LENGTH = 64 * 1024;

    private final Compression compression;
    private final FrameReader reader;
    private final PacketNumbers numbers;
    private FrameCompressor compressor;
    private int nextNumber;
    private boolean reading;
    private boolean resuming;
    private boolean refused;

    /**
     * For one channel.
     *
     * @param asksServer whether it leads to a server, or to a client
     */
    public CompressionHandler(Compression compression, boolean asksServer) {
        this.numbers = new PacketNumbers(asksServer);
        this.compression = compression;
        this.reader = new FrameReader(compression);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (refused) {
            bytes.release();
            return;
        }
        reader.add(ctx.alloc(), bytes);
        if (!reading && !resuming) {
            expand(ctx);
        }
    }

    /** Hands on what there is, as long as the channel is read. */
    private void expand(ChannelHandlerContext ctx) {
        reading = true;
        try {
            ByteBuf piece = reader.next(ctx.alloc());
            while (piece != null) {
                nextNumber = reader.number() + 1;
                numbers.received(piece);
                ctx.fireChannelRead(piece);
                piece = ctx.channel().config().isAutoRead() && !ctx.isRemoved() ? reader.next(ctx.alloc()) : null;
            }
            if (!reader.hasMore()) {
                reader.rest();
            }
        } catch (MalformedPacketException e) {
            refused = true;
            reader.close();
            ctx.fireExceptionCaught(e);
        } finally {
            reading = false;
        }
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (reading || refused || !reader.hasMore()) {
            ctx.read();
        } else if (!resuming) { // first what is here; not at once: whoever reads may be in the midst of something
            resuming = true;
            ctx.executor().execute(() -> resume(ctx));
        }
    }

    private void resume(ChannelHandlerContext ctx) {
        resuming = false;
        if (ctx.isRemoved() || !ctx.channel().config().isAutoRead()) {
            return;
        }
        expand(ctx);
        ctx.fireChannelReadComplete();
        if (ctx.channel().config().isAutoRead() && !ctx.isRemoved()) {
            ctx.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf bytes = (ByteBuf) message;
        if (numbers.sent(bytes)) {
            nextNumber = 0;
        }
        if (!bytes.isReadable()) {
            ctx.write(bytes, promise);
            return;
        }
        try {
            while (bytes.readableBytes() > MAX_LENGTH) {
                ctx.write(frame(ctx, bytes, MAX_LENGTH));
            }
            ctx.write(frame(ctx, bytes, bytes.readableBytes()), promise);
        } finally {
            bytes.release();
        }
    }

    private ByteBuf frame(ChannelHandlerContext ctx, ByteBuf bytes, int length) {
        ByteBuf out = ctx.alloc().directBuffer(FrameReader.HEADER_BYTES + length).writeZero(FrameReader.HEADER_BYTES);
        boolean whole = false;
        try {
            boolean smaller = length >= MIN_LENGTH && compressor().compress(bytes, length, out);
            if (smaller) {
                bytes.skipBytes(length);
            } else {
                out.writerIndex(FrameReader.HEADER_BYTES);
                out.writeBytes(bytes, length);
            }
            out.setMediumLE(0, out.readableBytes() - FrameReader.HEADER_BYTES);
            out.setByte(3, nextNumber++);
            out.setMediumLE(4, smaller ? length : 0);
            whole = true;
            return out;
        } finally {
            if (!whole) {
                out.release();
            }
        }
    }

    private FrameCompressor compressor() {
        if (compressor == null) {
            compressor = compression.compressor();
        }
        return compressor;
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (compressor != null) {
            compressor.close();
            compressor = null;
        }
        ctx.flush();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        refused = true;
        reader.close();
        if (compressor != null) {
            compressor.close();
            compressor = null;
        }
    }
}

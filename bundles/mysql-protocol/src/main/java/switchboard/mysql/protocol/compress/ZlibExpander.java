package switchboard.mysql.protocol.compress;

import io.netty.buffer.ByteBuf;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import switchboard.mysql.protocol.MalformedPacketException;

/** zlib. */
final class ZlibExpander implements FrameExpander {
    private final Inflater inflater = new Inflater();

    @Override
    public void begin() {
        inflater.reset();
    }

    @Override
    public boolean expand(ByteBuf in, ByteBuf out) {
        inflater.setInput(in.nioBuffer());
        try {
            int written = inflater.inflate(out.internalNioBuffer(out.writerIndex(), out.writableBytes()));
            out.writerIndex(out.writerIndex() + written);
        } catch (DataFormatException e) {
            throw new MalformedPacketException("frame that is no zlib: " + e.getMessage());
        }
        in.readerIndex(in.writerIndex() - inflater.getRemaining());
        if (inflater.needsDictionary()) {
            throw new MalformedPacketException("frame of zlib with a dictionary");
        }
        return inflater.finished();
    }

    @Override
    public void close() {
        inflater.end();
    }
}

package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Packets;

/**
 * Finds the end of a file that a client sends for LOAD DATA LOCAL INFILE: packets up to an empty one (MySQL protocol
 * reference). What follows is commands again, and never goes to the server as it is.
 */
final class FileContent {
    private int header;
    private int headerBytes;
    private int left;
    private boolean ended;

    void begin() {
        headerBytes = 0;
        left = 0;
        ended = false;
    }

    /** How many of the readable bytes belong to the file. Borrows; moves no index. */
    int measure(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex() && !ended) {
            if (left > 0) {
                int taken = Math.min(left, bytes.writerIndex() - at);
                left -= taken;
                at += taken;
                continue;
            }
            header = headerBytes == 0 ? 0 : header;
            header |= headerBytes < 3 ? bytes.getUnsignedByte(at) << 8 * headerBytes : 0;
            at++;
            if (++headerBytes == Packets.HEADER_BYTES) {
                headerBytes = 0;
                left = header;
                ended = left == 0;
            }
        }
        return at - bytes.readerIndex();
    }

    boolean hasEnded() {
        return ended;
    }
}

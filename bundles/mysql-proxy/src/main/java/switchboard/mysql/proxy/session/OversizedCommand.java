package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Packets;

/**
 * A command over mysql-max_allowed_packet whose bytes nobody wants: found is only the header of its last packet, for clients
 * take no error whose number doesn't follow upon that packet's.
 */
final class OversizedCommand {
    private int header;
    private int headerBytes;
    private int left; // of the packet under way
    private boolean last;
    private int sequenceId;

    /** Goes on over bytes of the command; true as soon as the header of its last packet is there. Borrows. */
    boolean finds(ByteBuf bytes) {
        while (bytes.isReadable() && !last) {
            if (left > 0) {
                int passed = Math.min(left, bytes.readableBytes());
                left -= passed;
                bytes.skipBytes(passed);
            } else {
                readHeader(bytes.readUnsignedByte());
            }
        }
        return last;
    }

    private void readHeader(int next) {
        if (headerBytes < Packets.HEADER_BYTES - 1) {
            header = headerBytes == 0 ? next : header | next << 8 * headerBytes;
            headerBytes++;
            return;
        }
        sequenceId = next;
        left = header;
        last = header < Packets.CONTINUED;
        headerBytes = 0;
    }

    /** Of its last packet. */
    int sequenceId() {
        return sequenceId;
    }
}

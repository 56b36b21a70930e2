package switchboard.mysql.protocol.track;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.PacketTooLargeException;
import switchboard.mysql.protocol.Packets;

/**
 * Reads the frame of a client's command in raw bytes, packets of 16 MB and more together (MySQL protocol reference,
 * "MySQL Packets"). Used again for each command, on one event loop; allocates nothing and keeps no buffer.
 */
public final class CommandFramer {
    private int maxPayload;
    private int command;
    private int sequenceId;
    private int payloadLength;
    private int frameLength;
    private boolean whole;

    /**
     * A framer.
     *
     * @param maxPayload bytes of a command, all its packets together
     */
    public CommandFramer(int maxPayload) {
        this.maxPayload = maxPayload;
    }

    /** Changes the limit for commands still to come. */
    public void setMaxPayload(int bytes) {
        maxPayload = bytes;
    }

    /**
     * Reads what {@code length} bytes from {@code index}, where a command begins, tell of it. Borrows; moves no index.
     *
     * @return whether the header and, unless the payload is empty, the command byte are there; only then the other
     *         methods tell something
     * @throws PacketTooLargeException if the headers announce more than the limit
     */
    public boolean read(ByteBuf buf, int index, int length) {
        if (length < Packets.HEADER_BYTES) {
            return false;
        }
        long payload = 0;
        long frame = 0;
        int part;
        whole = true;
        do {
            if (length - frame < Packets.HEADER_BYTES) {
                whole = false;
                break;
            }
            int header = index + (int) frame;
            part = Packets.payloadLength(buf, header);
            sequenceId = Packets.sequenceId(buf, header);
            payload += part;
            frame += Packets.HEADER_BYTES + part;
            if (payload > maxPayload) {
                throw new PacketTooLargeException(payload, maxPayload);
            }
        } while (part == Packets.CONTINUED);
        whole &= frame <= length;
        payloadLength = (int) payload;
        frameLength = (int) frame;
        if (payload == 0) {
            command = -1;
            return true;
        }
        if (length == Packets.HEADER_BYTES) {
            return false;
        }
        command = buf.getUnsignedByte(index + Packets.HEADER_BYTES);
        return true;
    }

    /** First byte of the payload, -1 if that is empty. */
    public int command() {
        return command;
    }

    /** Sequence id of the last packet whose header is there: the answer goes on from it. */
    public int sequenceId() {
        return sequenceId;
    }

    /** Payload announced by the headers that are there, with the command byte. */
    public int payloadLength() {
        return payloadLength;
    }

    /** Bytes of the command with its headers, as far as announced; all of them if {@link #whole}. */
    public int frameLength() {
        return frameLength;
    }

    /** Whether the whole command is in the buffer. */
    public boolean whole() {
        return whole;
    }
}

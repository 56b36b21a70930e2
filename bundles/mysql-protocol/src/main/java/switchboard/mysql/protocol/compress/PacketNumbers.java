package switchboard.mysql.protocol.compress;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Packets;

/**
 * The sequence ids of the packets inside of frames. MySQL sets them to the frames' ids whenever it flushes, and nobody looks
 * at them; where they are forwarded to somebody without compression they must have no gap. So what comes is numbered again,
 * and what goes out is watched.
 */
final class PacketNumbers {
    private final boolean asksServer;
    private final Walk outgoing = new Walk();
    private final Walk incoming = new Walk();
    private int nextIncoming;
    private boolean answerSeen; // something came since the last packet that went out
    private boolean questionSeen; // and the other way round

    /** @param asksServer whether commands go out, or come in */
    PacketNumbers(boolean asksServer) {
        this.asksServer = asksServer;
    }

    /**
     * Watches what goes out. Borrows.
     *
     * @return whether its first packet begins a command of ours
     */
    boolean sent(ByteBuf bytes) {
        boolean begins = false;
        int at = bytes.readerIndex();
        boolean first = outgoing.isBetween();
        while ((at = outgoing.toHeader(bytes, at)) >= 0) {
            begins |= asksServer && first && outgoing.number == 0 && (answerSeen || outgoing.last != 0xFF);
            first = false;
            outgoing.last = outgoing.number;
            nextIncoming = outgoing.number + 1 & 0xFF;
            answerSeen = false;
        }
        questionSeen = true;
        return begins;
    }

    /** Numbers what has come. The buffer is the caller's own. */
    void received(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while ((at = incoming.toHeader(bytes, at)) >= 0) {
            if (!asksServer && incoming.number == 0 && (questionSeen || incoming.last != 0xFF)) {
                nextIncoming = 0; // a client's next command
            }
            incoming.last = incoming.number;
            questionSeen = false;
            bytes.setByte(at - 1, nextIncoming);
            nextIncoming = nextIncoming + 1 & 0xFF;
        }
        answerSeen = true;
    }

    /** From header to header over bytes that are cut anywhere. */
    private static final class Walk {
        private int header;
        private int headerBytes;
        private int left;
        private int number;
        private int last;

        boolean isBetween() {
            return left == 0 && headerBytes == 0;
        }

        /** Index after the next header whose last byte is in the buffer, or -1. */
        int toHeader(ByteBuf bytes, int from) {
            int at = from;
            int end = bytes.writerIndex();
            while (at < end) {
                if (left > 0) {
                    int passed = Math.min(left, end - at);
                    left -= passed;
                    at += passed;
                } else if (headerBytes < Packets.HEADER_BYTES - 1) {
                    header = headerBytes == 0 ? 0 : header;
                    header |= bytes.getUnsignedByte(at++) << 8 * headerBytes++;
                } else {
                    number = bytes.getUnsignedByte(at);
                    headerBytes = 0;
                    left = header;
                    return at + 1;
                }
            }
            return -1;
        }
    }
}

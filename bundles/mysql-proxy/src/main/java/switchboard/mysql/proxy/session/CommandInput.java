package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;
import switchboard.mysql.protocol.Packets;

/**
 * Cuts a client's bytes into whole commands, headers included. A command that came in one read is that read's buffer,
 * uncopied. What is kept is bounded by the largest command and one read.
 */
final class CommandInput {
    /** From here on parts are chained instead of copied together. */
    private static final int CHAIN_FROM = 256 * 1024;

    private final ByteBufAllocator allocator;
    private ByteBuf pending;
    private int needed;

    CommandInput(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Takes the buffer over. */
    void add(ByteBuf bytes) {
        if (pending == null) {
            pending = bytes;
        } else {
            if (pending.refCnt() == 1) { // else commands that are taken already would be kept as long as bytes come
                pending.discardSomeReadBytes();
            }
            ByteToMessageDecoder.Cumulator cumulator = pending.readableBytes() < CHAIN_FROM
                    ? ByteToMessageDecoder.MERGE_CUMULATOR
                    : ByteToMessageDecoder.COMPOSITE_CUMULATOR;
            pending = cumulator.cumulate(allocator, pending, bytes);
        }
    }

    int pendingBytes() {
        return pending == null ? 0 : pending.readableBytes();
    }

    /**
     * The next whole command, or null if it isn't there yet. The caller owns it.
     *
     * @param maxPayload bytes of payload, all packets of the command together
     * @throws CommandTooLargeException as soon as a header announces more
     */
    ByteBuf next(int maxPayload) throws CommandTooLargeException {
        if (pending == null || pending.readableBytes() < needed) {
            return null;
        }
        int total = length(maxPayload);
        if (total < 0) {
            return null;
        }
        needed = 0;
        ByteBuf command;
        if (total == pending.readableBytes()) {
            command = pending;
            pending = null;
        } else {
            command = pending.readRetainedSlice(total);
        }
        return command;
    }

    /** Length with headers, or -1 while bytes are missing. */
    private int length(int maxPayload) throws CommandTooLargeException {
        int readable = pending.readableBytes();
        long payload = 0;
        int at = 0;
        while (readable - at >= Packets.HEADER_BYTES) {
            int part = Packets.payloadLength(pending, pending.readerIndex() + at);
            payload += part;
            if (payload > maxPayload) {
                throw new CommandTooLargeException(payload, Packets.sequenceId(pending, pending.readerIndex() + at));
            }
            at += Packets.HEADER_BYTES + part;
            if (part < Packets.CONTINUED && readable >= at) {
                return at;
            }
            needed = at;
            if (readable < at) {
                return -1;
            }
        }
        return -1;
    }

    /** Everything that waits, for a session that forwards bytes as they come; null if nothing waits. */
    ByteBuf takeAll() {
        ByteBuf all = pending;
        pending = null;
        needed = 0;
        return all;
    }

    void release() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }

    /** A command announces more than the limit. */
    static final class CommandTooLargeException extends Exception {
        private static final long serialVersionUID = 1;

        private final int sequenceId;

        CommandTooLargeException(long bytes, int sequenceId) {
            super("command of " + bytes + " bytes", null, false, false);
            this.sequenceId = sequenceId;
        }

        /** Of the packet whose header announced too much. */
        int sequenceId() {
            return sequenceId;
        }
    }
}

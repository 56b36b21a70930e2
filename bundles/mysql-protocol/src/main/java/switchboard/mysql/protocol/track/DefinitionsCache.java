package switchboard.mysql.protocol.track;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.hash.SpookyHash;

/**
 * Makes answers those of a server with MARIADB_CLIENT_CACHE_METADATA (MariaDB, "Result set packets"): each column count
 * is followed by a byte that tells whether definitions follow, and definitions of a prepared statement that the client has
 * had are left out. Servers are never asked for it: so they send all, and connections may change. Stands in the pipeline of
 * such a client only, and is told of each command.
 *
 * <p>Definitions are left out when they come whole in one buffer; the packets after them are numbered anew in place.
 */
public final class DefinitionsCache extends ChannelOutboundHandlerAdapter {
    private enum Phase {
        FIRST, DEFINITIONS, ROWS, OVER
    }

    private static final int END = 0xFE;
    private static final int ERR = 0xFF;
    private static final int LOCAL_INFILE = 0xFB;
    private static final int PROGRESS = 0xFFFF; // reports of it come as an ERR with this code
    private static final int EOF_LIMIT = 9;
    private static final int OK_LIMIT = 7; // an EOF has 5 bytes, an OK 7 or more
    /** As much of a packet as tells what follows: header, two numbers, status. */
    private static final int FIRST_BYTES = 1 + 9 + 9 + 2;

    private final boolean deprecateEof;
    private final SpookyHash hash = new SpookyHash();
    private SentDefinitions sent; // null where definitions always follow
    private Phase phase = Phase.OVER;
    private int command;
    private int definitions; // still to come
    private int results; // of this answer, so far
    private int dropped; // packets of it
    private int left; // bytes of the packet under way
    private boolean continued; // the next packet goes on with 0xFFFFFF bytes
    private ByteBuf held; // begins with a header, and is not yet enough

    /** @param deprecateEof whether the client has CLIENT_DEPRECATE_EOF */
    public DefinitionsCache(boolean deprecateEof) {
        this.deprecateEof = deprecateEof;
    }

    /**
     * The next bytes answer this command.
     *
     * @param statement what the client has of the prepared statement that is executed, or null
     */
    public void begins(int next, SentDefinitions statement) {
        command = next;
        sent = statement;
        results = 0;
        dropped = 0;
        left = 0;
        continued = false;
        boolean withResults = next == Command.COM_QUERY || next == Command.COM_STMT_EXECUTE
                || next == Command.COM_STMT_BULK_EXECUTE;
        phase = withResults ? Phase.FIRST : Phase.OVER;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (phase == Phase.OVER && held == null || !(message instanceof ByteBuf)) {
            ctx.write(message, promise);
            return;
        }
        ByteBuf bytes = (ByteBuf) message;
        if (held != null) {
            ByteBuf before = held;
            held = null;
            bytes = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), before, bytes);
        }
        try {
            pass(ctx, bytes);
            if (!promise.isVoid()) {
                ctx.write(Unpooled.EMPTY_BUFFER, promise);
            }
        } finally {
            bytes.release();
        }
    }

    private void pass(ChannelHandlerContext ctx, ByteBuf bytes) {
        int from = bytes.readerIndex(); // what is looked at, but not passed on yet
        int at = from;
        int end = bytes.writerIndex();
        while (at < end && phase != Phase.OVER) {
            if (left > 0) {
                int passed = Math.min(left, end - at);
                left -= passed;
                at += passed;
                continue;
            }
            if (end - at < Packets.HEADER_BYTES || end - at < Packets.HEADER_BYTES + needed(bytes, at, end)) {
                held = bytes.retainedSlice(at, end - at);
                hand(ctx, bytes, from, at);
                return;
            }
            int length = Packets.payloadLength(bytes, at);
            int next = at + Packets.HEADER_BYTES;
            if (phase == Phase.FIRST && !continued && length > 0 && isCount(bytes.getUnsignedByte(next))) {
                hand(ctx, bytes, from, at);
                at = counted(ctx, bytes, at, length);
                from = at;
                continue;
            }
            if (dropped > 0) {
                bytes.setByte(at + 3, Packets.sequenceId(bytes, at) - dropped);
            }
            if (!continued) {
                follow(bytes, next, length);
            }
            continued = length == Packets.CONTINUED;
            left = length;
            at = next;
            if (phase == Phase.OVER) {
                at = Math.min(end, at + left); // the last packet
            }
        }
        hand(ctx, bytes, from, end);
    }

    private static void hand(ChannelHandlerContext ctx, ByteBuf bytes, int from, int to) {
        if (to > from) {
            ctx.write(bytes.retainedSlice(from, to - from), ctx.voidPromise());
        }
    }

    private static boolean isCount(int first) {
        return first != 0 && first != ERR && first != LOCAL_INFILE;
    }

    /** A column count: writes it with the byte after it. Returns where to go on. */
    private int counted(ChannelHandlerContext ctx, ByteBuf bytes, int at, int length) {
        int payload = at + Packets.HEADER_BYTES;
        definitions = ColumnCount.of(bytes, payload, length);
        int after = payload + length;
        int behind = endOfDefinitions(bytes, after);
        boolean omitted = false;
        if (sent != null && command == Command.COM_STMT_EXECUTE && results++ == 0 && behind > 0) {
            omitted = sent.same(bytes, after, behind - after, hash);
        } else if (sent != null) { // clients keep the definitions that came last, be it of a further result
            sent.forget();
        }
        ctx.write(ctx.alloc().buffer(Packets.HEADER_BYTES + length + 1).writeMediumLE(length + 1)
                .writeByte(Packets.sequenceId(bytes, at) - dropped).writeBytes(bytes, payload, length)
                .writeByte(omitted ? 0 : 1), ctx.voidPromise());
        phase = Phase.DEFINITIONS;
        if (omitted) {
            dropped += definitions;
            definitions = 0;
        }
        if (definitions == 0 && deprecateEof) {
            phase = Phase.ROWS;
        }
        return omitted ? behind : after;
    }

    /** Where the definitions end, or 0 if they are not all there. */
    private int endOfDefinitions(ByteBuf bytes, int from) {
        int at = from;
        for (int i = 0; i < definitions; i++) {
            if (bytes.writerIndex() - at < Packets.HEADER_BYTES) {
                return 0;
            }
            int length = Packets.payloadLength(bytes, at);
            at += Packets.HEADER_BYTES + length;
            if (length == Packets.CONTINUED || at > bytes.writerIndex()) {
                return 0;
            }
        }
        return at;
    }

    /** Bytes of the payload that have to be there before it is followed. */
    private int needed(ByteBuf bytes, int at, int end) {
        int length = Packets.payloadLength(bytes, at);
        int payload = at + Packets.HEADER_BYTES;
        if (continued || length == 0) {
            return 0;
        }
        if (payload == end) {
            return 1;
        }
        boolean mayEnd = bytes.getUnsignedByte(payload) == END && isEnd(length);
        return phase == Phase.FIRST || mayEnd ? Math.min(length, FIRST_BYTES) : 1;
    }

    private boolean isEnd(int length) {
        return length < (deprecateEof ? Packets.CONTINUED : EOF_LIMIT);
    }

    private void follow(ByteBuf bytes, int payload, int length) {
        int first = length == 0 ? 0 : bytes.getUnsignedByte(payload);
        if (first == ERR) {
            boolean progress = phase == Phase.FIRST && length > 2 && bytes.getUnsignedShortLE(payload + 1) == PROGRESS;
            phase = progress ? phase : Phase.OVER;
            return;
        }
        switch (phase) {
            case FIRST -> {
                if (first == 0) {
                    ended(OkStatus.of(bytes, payload));
                }
            }
            case DEFINITIONS -> defined(bytes, payload);
            case ROWS -> {
                if (first == END && isEnd(length)) {
                    ended(length < OK_LIMIT ? bytes.getUnsignedShortLE(payload + 3) : OkStatus.of(bytes, payload));
                }
            }
            case OVER -> {
                // nothing of it matters
            }
        }
    }

    /** A definition, or the EOF after them. */
    private void defined(ByteBuf bytes, int payload) {
        if (definitions > 0) {
            definitions--;
            if (definitions == 0 && deprecateEof) {
                phase = Phase.ROWS;
            }
            return;
        }
        boolean cursor = command == Command.COM_STMT_EXECUTE
                && (bytes.getUnsignedShortLE(payload + 3) & StatusFlag.SERVER_STATUS_CURSOR_EXISTS) != 0;
        phase = cursor ? Phase.OVER : Phase.ROWS;
    }

    private void ended(int status) {
        phase = (status & StatusFlag.SERVER_MORE_RESULTS_EXISTS) != 0 ? Phase.FIRST : Phase.OVER;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        ReferenceCountUtil.release(held);
        held = null;
    }
}

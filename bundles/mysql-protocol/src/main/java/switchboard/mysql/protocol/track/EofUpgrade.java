package switchboard.mysql.protocol.track;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;

/**
 * Makes the answers of a server without CLIENT_DEPRECATE_EOF those of one that has it (MySQL protocol reference, "Text
 * Resultset"): the EOF after definitions goes, the one after rows becomes an OK, and packets are numbered without gap. For the
 * rare old server only; stands between the login and who reads answers. Commands must be written whole, one by one.
 *
 * <p>Nothing is copied but the few bytes of a packet that is cut where it has to be looked at. After a LOAD DATA LOCAL that
 * follows a result set in the same command the server misses numbers and gives up: no client does that.
 */
public final class EofUpgrade extends ChannelDuplexHandler {
    private enum Phase {
        FIRST, PARAMETERS, DEFINITIONS, ROWS, OVER
    }

    private static final int EOF = 0xFE;
    private static final int ERR = 0xFF;
    private static final int PROGRESS = 0xFFFF; // MariaDB's reports come as an ERR with this code
    private static final int LOCAL_INFILE = 0xFB;
    private static final int EOF_LIMIT = 9;
    private static final int EOF_BYTES = 5;
    /** As much of a first packet as tells what follows. */
    private static final int FIRST_BYTES = 24;

    private Phase phase = Phase.OVER;
    private int command;
    private int definitions; // still to come, of the kind under way
    private int columns; // of a prepared statement, after its parameters
    private int dropped; // packets of this answer
    private int left; // bytes of the packet under way
    private boolean continued; // the next packet goes on with 0xFFFFFF bytes
    private boolean sendsFile;
    private ByteBuf held; // begins with a header, and is not yet enough

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ByteBuf bytes = (ByteBuf) message;
        int at = bytes.readerIndex();
        if (!sendsFile && bytes.readableBytes() > Packets.HEADER_BYTES) {
            command = bytes.getUnsignedByte(at + Packets.HEADER_BYTES);
            boolean answered = !Command.hasNoAnswer(command);
            if (answered) {
                phase = command == Command.COM_STMT_FETCH || command == Command.COM_FIELD_LIST
                        ? Phase.ROWS
                        : Phase.FIRST;
                dropped = 0;
            }
        }
        ctx.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (held != null) {
            ByteBuf before = held;
            held = null;
            bytes = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), before, bytes);
        }
        sendsFile = false;
        try {
            pass(ctx, bytes);
        } finally {
            bytes.release();
        }
    }

    private void pass(ChannelHandlerContext ctx, ByteBuf bytes) {
        int from = bytes.readerIndex(); // what is looked at, but not passed on yet
        int at = from;
        int end = bytes.writerIndex();
        while (at < end) {
            if (left > 0) {
                int passed = Math.min(left, end - at);
                left -= passed;
                at += passed;
                continue;
            }
            if (end - at < Packets.HEADER_BYTES || end - at < Packets.HEADER_BYTES + needed(bytes, at, end)) {
                held = bytes.retainedSlice(at, end - at);
                break;
            }
            int length = Packets.payloadLength(bytes, at);
            int next = at + Packets.HEADER_BYTES;
            bytes.setByte(at + 3, Packets.sequenceId(bytes, at) - dropped);
            if (isEof(bytes, next, length)) {
                boolean goes = goes(bytes, next);
                if (goes) { // before the rest is handed on: it may be the answer's end, and the next command follow at once
                    dropped++;
                    afterDefinitions();
                }
                hand(ctx, bytes, from, at);
                if (!goes) {
                    ends(ctx, bytes, next, Packets.sequenceId(bytes, at));
                }
                at = next + length;
                from = at;
                continue;
            }
            if (!continued) {
                follow(bytes, next, length);
            }
            continued = length == Packets.CONTINUED;
            left = length;
            at = next;
        }
        hand(ctx, bytes, from, at);
    }

    private static void hand(ChannelHandlerContext ctx, ByteBuf bytes, int from, int to) {
        if (to > from) {
            ctx.fireChannelRead(bytes.retainedSlice(from, to - from));
        }
    }

    /** Bytes of the payload that have to be there before it is followed. */
    private int needed(ByteBuf bytes, int at, int end) {
        int length = Packets.payloadLength(bytes, at);
        int payload = at + Packets.HEADER_BYTES;
        if (continued || length == 0 || phase == Phase.OVER) {
            return 0;
        }
        if (isLastOfPrepare()) {
            return length + Packets.HEADER_BYTES + EOF_BYTES; // to whom it goes the answer ends with it: the EOF goes first
        }
        if (payload == end) {
            return 1;
        }
        boolean mayEnd = bytes.getUnsignedByte(payload) == EOF && length < EOF_LIMIT;
        return phase == Phase.FIRST ? Math.min(length, FIRST_BYTES) : mayEnd ? length : 1;
    }

    /** Whether a definition comes with which an answer ends where there is no EOF. */
    private boolean isLastOfPrepare() {
        return command == Command.COM_STMT_PREPARE && definitions == 1
                && (phase == Phase.DEFINITIONS || phase == Phase.PARAMETERS && columns == 0);
    }

    private boolean isEof(ByteBuf bytes, int payload, int length) {
        return !continued && length == EOF_BYTES && bytes.getUnsignedByte(payload) == EOF && switch (phase) {
            case ROWS -> true;
            case PARAMETERS, DEFINITIONS -> definitions == 0;
            case FIRST -> command == Command.COM_SET_OPTION || command == Command.COM_DEBUG;
            case OVER -> false;
        };
    }

    private boolean isAfterDefinitions() {
        return phase == Phase.DEFINITIONS || phase == Phase.PARAMETERS;
    }

    /** Whether nothing goes on instead of an EOF. */
    private boolean goes(ByteBuf bytes, int payload) {
        int status = bytes.getUnsignedShortLE(payload + 3);
        boolean cursor = command == Command.COM_STMT_EXECUTE && (status & StatusFlag.SERVER_STATUS_CURSOR_EXISTS) != 0;
        return isAfterDefinitions() && !cursor;
    }

    /** An EOF at the end: an OK goes on instead of it. */
    private void ends(ChannelHandlerContext ctx, ByteBuf bytes, int payload, int number) {
        int warnings = bytes.getUnsignedShortLE(payload + 1);
        // MariaDB says there that something has changed, without saying what: an OK would have to
        int status = bytes.getUnsignedShortLE(payload + 3) & ~StatusFlag.SERVER_SESSION_STATE_CHANGED;
        phase = !isAfterDefinitions() && (status & StatusFlag.SERVER_MORE_RESULTS_EXISTS) != 0
                ? Phase.FIRST
                : Phase.OVER;
        ctx.fireChannelRead(ctx.alloc().buffer(11).writeMediumLE(7).writeByte(number).writeByte(EOF).writeShortLE(0)
                .writeShortLE(status).writeShortLE(warnings));
    }

    private void afterDefinitions() {
        if (phase == Phase.PARAMETERS && columns > 0) {
            definitions = columns;
            phase = Phase.DEFINITIONS;
        } else {
            phase = command == Command.COM_STMT_PREPARE ? Phase.OVER : Phase.ROWS;
        }
    }

    private void follow(ByteBuf bytes, int payload, int length) {
        int first = length == 0 ? 0 : bytes.getUnsignedByte(payload);
        if (first == ERR) {
            boolean progress = phase == Phase.FIRST && length > 2 && bytes.getUnsignedShortLE(payload + 1) == PROGRESS;
            phase = progress ? phase : Phase.OVER;
            return;
        }
        switch (phase) {
            case FIRST -> first(bytes, payload, length, first);
            case PARAMETERS, DEFINITIONS -> definitions--;
            case ROWS, OVER -> {
                // nothing of it matters
            }
        }
    }

    private void first(ByteBuf bytes, int payload, int length, int first) {
        switch (command) {
            case Command.COM_STMT_PREPARE -> {
                columns = length < 9 ? 0 : bytes.getUnsignedShortLE(payload + 5);
                int parameters = length < 9 ? 0 : bytes.getUnsignedShortLE(payload + 7);
                definitions = parameters > 0 ? parameters : columns;
                phase = parameters > 0 ? Phase.PARAMETERS : columns > 0 ? Phase.DEFINITIONS : Phase.OVER;
            }
            case Command.COM_QUERY, Command.COM_STMT_EXECUTE, Command.COM_PROCESS_INFO,
                    Command.COM_STMT_BULK_EXECUTE -> {
                if (first == LOCAL_INFILE) {
                    sendsFile = true;
                } else if (first == 0) {
                    phase = (OkStatus.of(bytes, payload) & StatusFlag.SERVER_MORE_RESULTS_EXISTS) != 0
                            ? Phase.FIRST
                            : Phase.OVER;
                } else {
                    definitions = ColumnCount.of(bytes, payload, length);
                    phase = Phase.DEFINITIONS;
                }
            }
            default -> phase = Phase.OVER;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (held != null) {
            held.release();
            held = null;
        }
    }
}

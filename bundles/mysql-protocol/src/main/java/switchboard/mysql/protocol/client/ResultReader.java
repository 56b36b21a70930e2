package switchboard.mysql.protocol.client;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.EofPacket;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.OkPacket;

/**
 * Reads the answer to one command, packet by packet (MySQL protocol reference, "COM_QUERY Response"). A second result
 * is refused: who asks sends one statement.
 */
final class ResultReader {
    private enum State {
        FIRST, DEFINITIONS, DEFINITIONS_END, ROWS, OVER
    }

    private static final int LOCAL_INFILE = 0xFB;
    private static final int MAX_COLUMNS = 4096; // MySQL's own limit
    private static final int EOF_MAX_BYTES = 0xFFFFFF;
    private static final int ONE_BYTE_LENGTHS = 0xFB; // a length below it is one byte

    private final ResultLimits limits;
    private final boolean deprecateEof;
    private final List<String> columns = new ArrayList<>();
    private final List<String[]> rows = new ArrayList<>();
    private State state = State.FIRST;
    private int columnCount;
    private long bytes;
    private long affectedRows;
    private String info = "";

    ResultReader(ResultLimits limits, long capabilities) {
        this.limits = limits;
        deprecateEof = Capability.has(capabilities, Capability.CLIENT_DEPRECATE_EOF);
    }

    /**
     * Takes the next packet; borrows it.
     *
     * @return whether it was the last one
     * @throws CommandFailedException the server's error: it was the last one, too
     * @throws MalformedPacketException nonsense, or more than the limits allow: the connection is of no use any more
     */
    boolean read(ByteBuf payload) throws CommandFailedException {
        bytes += payload.readableBytes();
        if (bytes > limits.maxBytes()) {
            throw new MalformedPacketException("answer of more than " + limits.maxBytes() + " bytes");
        }
        Lenenc.need(payload, 1);
        int first = payload.getUnsignedByte(payload.readerIndex());
        if (first == ErrPacket.HEADER && state != State.OVER) {
            state = State.OVER;
            throw new CommandFailedException(ErrPacket.decode(payload));
        }
        switch (state) {
            case FIRST -> first(first, payload);
            case DEFINITIONS -> definition(payload);
            case DEFINITIONS_END -> {
                EofPacket.decode(payload);
                state = State.ROWS;
            }
            case ROWS -> row(first, payload);
            case OVER -> throw new MalformedPacketException("packet behind the answer");
        }
        return state == State.OVER;
    }

    /** The whole answer. */
    ResultRows result() {
        return new ResultRows(columns, rows, affectedRows, info);
    }

    private void first(int first, ByteBuf payload) {
        if (first == OkPacket.OK) {
            OkPacket ok = OkPacket.decode(payload);
            affectedRows = ok.affectedRows();
            info = ok.info();
            end(ok.statusFlags());
            return;
        }
        if (first == LOCAL_INFILE) {
            throw new MalformedPacketException("the server asks for a file");
        }
        long count = Lenenc.readInt(payload);
        if (count < 1 || count > MAX_COLUMNS) {
            throw new MalformedPacketException(Long.toUnsignedString(count) + " columns announced");
        }
        columnCount = (int) count;
        state = State.DEFINITIONS;
    }

    private void definition(ByteBuf payload) {
        columns.add(ColumnDefinition.decode(payload).name());
        if (columns.size() == columnCount) {
            state = deprecateEof ? State.ROWS : State.DEFINITIONS_END;
        }
    }

    private void row(int first, ByteBuf payload) {
        if (first == EofPacket.HEADER && deprecateEof && payload.readableBytes() < EOF_MAX_BYTES) {
            end(OkPacket.decode(payload).statusFlags());
            return;
        }
        if (!deprecateEof && EofPacket.matches(payload)) {
            end(EofPacket.decode(payload).statusFlags());
            return;
        }
        if (rows.size() == limits.maxRows()) {
            throw new MalformedPacketException("answer of more than " + limits.maxRows() + " rows");
        }
        String[] before = rows.isEmpty() ? null : rows.getLast();
        String[] row = new String[columnCount];
        for (int i = 0; i < columnCount; i++) {
            row[i] = value(payload, before == null ? null : before[i]);
        }
        if (payload.isReadable()) {
            throw new MalformedPacketException("row of more than " + columnCount + " values");
        }
        rows.add(row);
    }

    /** The text of the row before if it is the same: of a million accounts most columns are alike. */
    private static String value(ByteBuf payload, String before) {
        int at = payload.readerIndex();
        if (before != null && before.length() < ONE_BYTE_LENGTHS && payload.readableBytes() > before.length()
                && payload.getUnsignedByte(at) == before.length() && isSame(payload, at + 1, before)) {
            payload.skipBytes(1 + before.length());
            return before;
        }
        byte[] value = Lenenc.readNullable(payload);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /** False also for what is not ASCII. */
    private static boolean isSame(ByteBuf payload, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (payload.getByte(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void end(int statusFlags) {
        if ((statusFlags & StatusFlag.SERVER_MORE_RESULTS_EXISTS) != 0) {
            throw new MalformedPacketException("more than one result");
        }
        state = State.OVER;
    }
}

package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.util.List;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;

/**
 * Writes a result set packet by packet: {@link #columns} once, {@link #row} for each row, then {@link #end} or
 * {@link #fail} (MySQL protocol reference, "Text Resultset", "Binary Protocol Resultset").
 *
 * <p>Each call borrows a buffer and appends whole packets. Between two calls the caller may send the buffer and go on
 * with another one, and wait while the channel is not writable: a result set of any size needs one buffer. After
 * {@code end} with {@code SERVER_MORE_RESULTS_EXISTS} the next result set begins with {@code columns}.
 */
public abstract sealed class ResultWriter permits TextResult, BinaryResult {
    private final boolean deprecateEof;
    private final boolean extendedMetadata;
    private int sequenceId;
    private int statusFlags;

    /**
     * A writer for one answer.
     *
     * @param sequenceId of the first packet, 1 for a command
     * @param capabilities as negotiated at login
     * @param statusFlags of the end of definitions; {@link #end} gives its own
     */
    ResultWriter(int sequenceId, long capabilities, int statusFlags) {
        this.sequenceId = sequenceId;
        this.statusFlags = statusFlags & ~StatusFlag.SERVER_SESSION_STATE_CHANGED;
        extendedMetadata = Capability.has(capabilities, Capability.MARIADB_CLIENT_EXTENDED_METADATA);
        deprecateEof = Capability.has(capabilities, Capability.CLIENT_DEPRECATE_EOF);
    }

    /** Appends the column count and the definitions. */
    public void columns(ByteBuf out, List<ColumnDefinition> columns) {
        int start = Packets.begin(out);
        Lenenc.writeInt(out, columns.size());
        sequenceId = Packets.end(out, start, sequenceId);
        definitions(out, columns);
    }

    /** Appends definitions alone: those after a {@link StmtPrepareOk}. Nothing if there are none. */
    public void definitions(ByteBuf out, List<ColumnDefinition> columns) {
        for (ColumnDefinition column : columns) {
            sequenceId = column.encode(out, sequenceId, extendedMetadata);
        }
        if (!deprecateEof && !columns.isEmpty()) {
            sequenceId = new EofPacket(0, statusFlags).encode(out, sequenceId);
        }
    }

    /**
     * Appends one row.
     *
     * @param values as many as there are columns; null for NULL
     */
    public final void row(ByteBuf out, Object... values) {
        int start = Packets.begin(out);
        writeRow(out, values);
        sequenceId = Packets.end(out, start, sequenceId);
    }

    /** Appends the end of the rows. Returns the sequence id that follows. */
    public final int end(ByteBuf out, int endStatusFlags, int warnings) {
        int flags = endStatusFlags & ~StatusFlag.SERVER_SESSION_STATE_CHANGED;
        statusFlags = flags;
        sequenceId = deprecateEof
                ? new OkPacket(OkPacket.END_OF_ROWS, 0, 0, flags, warnings, "").encode(out, sequenceId)
                : new EofPacket(warnings, flags).encode(out, sequenceId);
        return sequenceId;
    }

    /** Ends the result set with an error, also amid rows. Returns the sequence id that follows. */
    public final int fail(ByteBuf out, ErrPacket error) {
        sequenceId = error.encode(out, sequenceId);
        return sequenceId;
    }

    /** Of the packet to come. */
    public final int sequenceId() {
        return sequenceId;
    }

    abstract void writeRow(ByteBuf out, Object[] values);
}

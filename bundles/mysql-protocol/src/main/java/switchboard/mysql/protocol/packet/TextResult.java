package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.util.List;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.StatusFlag;

/**
 * The answer to COM_QUERY: values are String (sent in UTF-8), byte[] (sent as they are) or null; others as their
 * {@code toString} (MySQL protocol reference, "Text Resultset").
 */
public final class TextResult extends ResultWriter {
    /** A writer for one answer with SERVER_STATUS_AUTOCOMMIT. */
    public TextResult(int sequenceId, long capabilities) {
        super(sequenceId, capabilities, StatusFlag.SERVER_STATUS_AUTOCOMMIT);
    }

    /** See {@link ResultWriter}. */
    public TextResult(int sequenceId, long capabilities, int statusFlags) {
        super(sequenceId, capabilities, statusFlags);
    }

    /**
     * Appends a whole result set to a borrowed buffer: only for results that are known to be small.
     *
     * @return the sequence id that follows
     */
    public static int encode(ByteBuf out, int sequenceId, long capabilities, List<ColumnDefinition> columns,
            Iterable<Object[]> rows, int statusFlags) {
        TextResult result = new TextResult(sequenceId, capabilities, statusFlags);
        result.columns(out, columns);
        for (Object[] row : rows) {
            result.row(out, row);
        }
        return result.end(out, statusFlags, 0);
    }

    @Override
    void writeRow(ByteBuf out, Object[] values) {
        for (Object value : values) {
            switch (value) {
                case null -> out.writeByte(Lenenc.NULL);
                case byte[] bytes -> Lenenc.writeBytes(out, bytes);
                case Object other -> Lenenc.writeUtf8(out, other.toString());
            }
        }
    }
}

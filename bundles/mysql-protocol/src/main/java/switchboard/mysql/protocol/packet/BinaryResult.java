package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * The answer to COM_STMT_EXECUTE and COM_STMT_FETCH: values are sent as the type of their column (MySQL protocol
 * reference, "Binary Protocol Resultset"). See {@link BinaryValue} for what each type takes.
 */
public final class BinaryResult extends ResultWriter {
    private static final int RESERVED_BITS = 2;

    private List<ColumnDefinition> columns = List.of();

    /** See {@link ResultWriter}. */
    public BinaryResult(int sequenceId, long capabilities, int statusFlags) {
        super(sequenceId, capabilities, statusFlags);
    }

    /** For COM_STMT_FETCH, whose answer has no definitions: rows may follow at once. */
    public BinaryResult(int sequenceId, long capabilities, int statusFlags, List<ColumnDefinition> columns) {
        super(sequenceId, capabilities, statusFlags);
        this.columns = List.copyOf(columns);
    }

    @Override
    public void columns(ByteBuf out, List<ColumnDefinition> definitions) {
        columns = List.copyOf(definitions);
        super.columns(out, columns);
    }

    @Override
    void writeRow(ByteBuf out, Object[] values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns.size() + " columns");
        }
        out.writeByte(0);
        int nulls = out.writerIndex();
        out.writeZero((values.length + RESERVED_BITS + 7) / 8);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                int bit = i + RESERVED_BITS;
                out.setByte(nulls + bit / 8, out.getByte(nulls + bit / 8) | 1 << bit % 8);
            } else {
                BinaryValue.write(out, values[i], columns.get(i).type());
            }
        }
    }
}

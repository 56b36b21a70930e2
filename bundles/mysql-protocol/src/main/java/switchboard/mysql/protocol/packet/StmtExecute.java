package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;

/**
 * Runs a prepared statement (MySQL protocol reference, "COM_STMT_EXECUTE").
 *
 * @param statementId unsigned 32 bit
 * @param cursorFlags 0, or CURSOR_TYPE_READ_ONLY (1) and others
 * @param types one for each parameter: its type, plus {@link #UNSIGNED}; keep them for the next execution, which may
 *        leave them out
 * @param values one for each parameter, null for NULL: Long, BigInteger, Float, Double, LocalDateTime, Duration,
 *        byte[] for blobs and long data, String for all others and for dates with a zero in them
 */
public record StmtExecute(long statementId, int cursorFlags, List<Integer> types, List<Object> values) {
    public static final int CURSOR_TYPE_READ_ONLY = 1;
    /** Bit of a type whose integers are unsigned. */
    public static final int UNSIGNED = 0x8000;

    private static final int FIXED_BYTES = 10;

    public StmtExecute {
        types = List.copyOf(types);
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** The statement that a COM_STMT_ payload is about: needed to find what {@link #decode} wants. Borrows. */
    public static long statementId(ByteBuf payload) {
        Lenenc.need(payload, 5);
        return payload.getUnsignedIntLE(payload.readerIndex() + 1);
    }

    /**
     * Reads the payload, with its first byte 0x17.
     *
     * @param parameterCount as answered to COM_STMT_PREPARE
     * @param knownTypes of the execution before, empty if there was none
     * @param longData for each parameter what COM_STMT_SEND_LONG_DATA brought, or null; empty if there was none
     * @param charset of texts
     */
    public static StmtExecute decode(ByteBuf payload, int parameterCount, List<Integer> knownTypes,
            List<byte[]> longData, Charset charset) {
        Lenenc.need(payload, FIXED_BYTES);
        if (payload.readUnsignedByte() != Command.COM_STMT_EXECUTE) {
            throw new MalformedPacketException("not a COM_STMT_EXECUTE");
        }
        final long statementId = payload.readUnsignedIntLE();
        final int cursorFlags = payload.readUnsignedByte();
        payload.skipBytes(4); // iterations, always 1
        if (parameterCount == 0) {
            return new StmtExecute(statementId, cursorFlags, List.of(), List.of());
        }
        byte[] nulls = Lenenc.readBytes(payload, (parameterCount + 7) / 8);
        List<Integer> types = readTypes(payload, parameterCount, knownTypes);
        List<Object> values = new ArrayList<>(parameterCount);
        for (int i = 0; i < parameterCount; i++) {
            if (i < longData.size() && longData.get(i) != null) {
                values.add(longData.get(i));
            } else if ((nulls[i / 8] >> i % 8 & 1) != 0) {
                values.add(null);
            } else {
                int type = types.get(i);
                values.add(BinaryValue.read(payload, type & 0xFF, (type & UNSIGNED) != 0, charset));
            }
        }
        return new StmtExecute(statementId, cursorFlags, types, values);
    }

    private static List<Integer> readTypes(ByteBuf payload, int parameterCount, List<Integer> knownTypes) {
        Lenenc.need(payload, 1);
        if (payload.readUnsignedByte() == 0) {
            if (knownTypes.size() != parameterCount) {
                throw new MalformedPacketException("execution without types of its parameters");
            }
            return knownTypes;
        }
        Lenenc.need(payload, 2 * parameterCount);
        List<Integer> types = new ArrayList<>(parameterCount);
        for (int i = 0; i < parameterCount; i++) {
            types.add(payload.readUnsignedShortLE());
        }
        return types;
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "StmtExecute[" + statementId + ", " + types.size() + " parameters]";
    }
}

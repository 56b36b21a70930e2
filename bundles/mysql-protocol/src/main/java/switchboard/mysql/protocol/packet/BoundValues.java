package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.util.BitSet;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;

/** Whether the values of a prepared statement's parameters are all there, found by their types without reading them. */
public final class BoundValues {
    private static final int VALUE_FOLLOWS = 0;

    private BoundValues() {
    }

    /**
     * Of a COM_STMT_EXECUTE (MySQL protocol reference).
     *
     * @param in begins with the first value; read to the end of the last one
     * @param types 2 bytes for each parameter
     * @param nulls index of the null bitmap in {@code in}, absolute
     * @param longData parameters whose value was sent before
     * @throws MalformedPacketException if a value goes beyond the end
     */
    public static void skip(ByteBuf in, byte[] types, int nulls, BitSet longData) {
        for (int i = 0; i < types.length / 2; i++) {
            boolean isNull = (in.getByte(nulls + i / 8) >> i % 8 & 1) != 0;
            if (!isNull && !longData.get(i)) {
                in.skipBytes(BinaryLength.of(in, types[2 * i]));
            }
        }
    }

    /**
     * Of the rows of a COM_STMT_BULK_EXECUTE (MariaDB protocol reference).
     *
     * @param in begins with the first row; read to its end
     * @param types 2 bytes for each parameter
     * @throws MalformedPacketException if a row isn't whole
     */
    public static void skipRows(ByteBuf in, byte[] types) {
        while (in.isReadable()) {
            for (int i = 0; i < types.length; i += 2) {
                Lenenc.need(in, 1);
                if (in.readByte() == VALUE_FOLLOWS) {
                    in.skipBytes(BinaryLength.of(in, types[i]));
                }
            }
        }
    }
}

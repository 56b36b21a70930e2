package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;

/**
 * What CLIENT_QUERY_ATTRIBUTES puts between the command byte and the text of a COM_QUERY (MySQL protocol reference,
 * "COM_QUERY"); in a COM_STMT_EXECUTE the attributes follow the parameters: {@link ExecuteParameters}.
 */
public record QueryAttributes(List<QueryAttribute> list) {
    public static final QueryAttributes NONE = new QueryAttributes(List.of());

    private static final int MAX_COUNT = 0xFFFF; // of parameters and attributes together, as in a PREPARE
    private static final int SETS = 1;

    public QueryAttributes {
        list = List.copyOf(list);
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    /** Reads from behind the command byte; what is left to read then is the text. */
    public static QueryAttributes readBeforeText(ByteBuf in) {
        int count = readCount(in);
        if (Lenenc.readInt(in) != SETS) {
            throw new MalformedPacketException("query attributes in more than one set");
        }
        if (count == 0) {
            return NONE;
        }
        byte[] nulls = Lenenc.readBytes(in, (count + 7) / 8);
        Lenenc.need(in, 1);
        if (in.readByte() != 1) {
            throw new MalformedPacketException("query attributes without types");
        }
        List<QueryAttribute> heads = readHeads(in, count);
        List<QueryAttribute> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(withValue(in, heads.get(i), isNull(nulls, i)));
        }
        return new QueryAttributes(read);
    }

    /** What stands between the command byte and the text. */
    public void writeBeforeText(ByteBuf out) {
        int count = list.size();
        Lenenc.writeInt(out, count);
        Lenenc.writeInt(out, SETS);
        if (count == 0) {
            return;
        }
        byte[] nulls = new byte[(count + 7) / 8];
        markNulls(nulls, 0);
        out.writeBytes(nulls).writeByte(1);
        writeHeads(out);
        writeValues(out);
    }

    static int readCount(ByteBuf in) {
        long count = Lenenc.readInt(in);
        if (count < 0 || count > MAX_COUNT) {
            throw new MalformedPacketException(Long.toUnsignedString(count) + " parameters");
        }
        return (int) count;
    }

    /** Types and names, without values. */
    static List<QueryAttribute> readHeads(ByteBuf in, int count) {
        List<QueryAttribute> heads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Lenenc.need(in, 3);
            heads.add(new QueryAttribute(in.readUnsignedShortLE(), Lenenc.readBytes(in), null));
        }
        return heads;
    }

    static QueryAttribute withValue(ByteBuf in, QueryAttribute head, boolean isNull) {
        return isNull
                ? head
                : new QueryAttribute(head.type(), head.name(),
                        Lenenc.readBytes(in, BinaryLength.of(in, head.type())));
    }

    static boolean isNull(byte[] nulls, int index) {
        return (nulls[index / 8] >> index % 8 & 1) != 0;
    }

    /** Sets the bits of attributes whose value is NULL, the first of which has the bit {@code first}. */
    void markNulls(byte[] nulls, int first) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).value() == null) {
                nulls[(first + i) / 8] |= (byte) (1 << (first + i) % 8);
            }
        }
    }

    void writeHeads(ByteBuf out) {
        for (QueryAttribute attribute : list) {
            out.writeShortLE(attribute.type());
            Lenenc.writeBytes(out, attribute.name());
        }
    }

    void writeValues(ByteBuf out) {
        for (QueryAttribute attribute : list) {
            if (attribute.value() != null) {
                out.writeBytes(attribute.value());
            }
        }
    }
}

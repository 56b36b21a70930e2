package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;

/**
 * The part of a COM_STMT_EXECUTE behind its iteration count, in the two shapes that it has (MySQL protocol reference,
 * "COM_STMT_EXECUTE"): plain, and with CLIENT_QUERY_ATTRIBUTES, where a count stands in front, each type has a name and
 * attributes follow the parameters.
 */
public final class ExecuteParameters {
    /** Flag of a COM_STMT_EXECUTE: the count is there. */
    public static final int PARAMETER_COUNT_AVAILABLE = 8;

    private ExecuteParameters() {
    }

    /**
     * Takes names and attributes off.
     *
     * @param in with the count first, read to its end
     * @param parameters of the statement; the rest are attributes. -1 if that isn't known: those without a name
     * @param longData parameters whose value was sent before by COM_STMT_SEND_LONG_DATA
     * @param out gets the plain shape
     * @throws MalformedPacketException if a value or type is missing
     */
    public static QueryAttributes takeOff(ByteBuf in, int parameters, BitSet longData, ByteBuf out) {
        int count = QueryAttributes.readCount(in);
        if (count < parameters) {
            throw new MalformedPacketException(count + " values for " + parameters + " parameters");
        }
        if (count == 0) {
            return QueryAttributes.NONE;
        }
        byte[] nulls = Lenenc.readBytes(in, (count + 7) / 8);
        Lenenc.need(in, 1);
        boolean hasTypes = in.readByte() == 1;
        List<QueryAttribute> heads = hasTypes ? QueryAttributes.readHeads(in, count) : List.of();
        int own = parameters >= 0 ? parameters : hasTypes ? unnamed(heads) : count;
        if (!hasTypes && count > own) {
            throw new MalformedPacketException("query attributes without types");
        }
        if (own > 0) {
            byte[] ownNulls = new byte[(own + 7) / 8];
            System.arraycopy(nulls, 0, ownNulls, 0, ownNulls.length);
            if (own % 8 != 0) {
                ownNulls[ownNulls.length - 1] &= (byte) ((1 << own % 8) - 1);
            }
            out.writeBytes(ownNulls).writeByte(hasTypes ? 1 : 0);
            for (int i = 0; hasTypes && i < own; i++) {
                out.writeShortLE(heads.get(i).type());
            }
        }
        if (count == own) {
            out.writeBytes(in);
            return QueryAttributes.NONE;
        }
        for (int i = 0; i < own; i++) {
            if (!QueryAttributes.isNull(nulls, i) && !longData.get(i)) {
                out.writeBytes(in, BinaryLength.of(in, heads.get(i).type()));
            }
        }
        List<QueryAttribute> attributes = new ArrayList<>();
        for (int i = own; i < count; i++) {
            attributes.add(QueryAttributes.withValue(in, heads.get(i), QueryAttributes.isNull(nulls, i)));
        }
        return new QueryAttributes(attributes);
    }

    private static int unnamed(List<QueryAttribute> heads) {
        int first = 0;
        while (first < heads.size() && heads.get(first).name().length == 0) {
            first++;
        }
        return first;
    }

    /**
     * Puts names and attributes on. Attributes need types: without them in {@code in} none are sent.
     *
     * @param in in plain shape, read to its end
     */
    public static void putOn(ByteBuf in, int parameters, QueryAttributes attributes, ByteBuf out) {
        byte[] ownNulls = Lenenc.readBytes(in, (parameters + 7) / 8);
        boolean hasTypes = parameters == 0 || in.readByte() == 1;
        QueryAttributes sent = hasTypes ? attributes : QueryAttributes.NONE;
        int count = parameters + sent.list().size();
        Lenenc.writeInt(out, count);
        if (count == 0) {
            return;
        }
        byte[] nulls = new byte[(count + 7) / 8];
        System.arraycopy(ownNulls, 0, nulls, 0, ownNulls.length);
        sent.markNulls(nulls, parameters);
        out.writeBytes(nulls).writeByte(hasTypes ? 1 : 0);
        for (int i = 0; hasTypes && i < parameters; i++) {
            out.writeShortLE(in.readUnsignedShortLE()).writeByte(0);
        }
        sent.writeHeads(out);
        out.writeBytes(in);
        sent.writeValues(out);
    }
}

package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import switchboard.mysql.protocol.Lenenc;

/**
 * What of its session a client with CLIENT_SESSION_TRACK is told beside an OK (MySQL protocol reference, "OK_Packet").
 *
 * @param schema the schema from now on, null if it is the same
 * @param variables names and values of those that were set
 */
public record ToldChanges(String schema, List<Map.Entry<String, String>> variables) {
    private static final int SESSION_TRACK_SYSTEM_VARIABLES = 0;
    private static final int SESSION_TRACK_SCHEMA = 1;

    public ToldChanges {
        variables = List.copyOf(variables);
    }

    public boolean isEmpty() {
        return schema == null && variables.isEmpty();
    }

    /** Writes all of them as one string with its length before it. */
    void encode(ByteBuf out) {
        ByteBuf all = Unpooled.buffer();
        ByteBuf one = Unpooled.buffer();
        for (Map.Entry<String, String> variable : variables) {
            Lenenc.writeUtf8(one, variable.getKey());
            Lenenc.writeUtf8(one, variable.getValue());
            append(all, SESSION_TRACK_SYSTEM_VARIABLES, one);
        }
        if (schema != null) {
            Lenenc.writeUtf8(one, schema);
            append(all, SESSION_TRACK_SCHEMA, one);
        }
        Lenenc.writeInt(out, all.readableBytes());
        out.writeBytes(all);
    }

    private static void append(ByteBuf all, int type, ByteBuf one) {
        all.writeByte(type);
        Lenenc.writeInt(all, one.readableBytes());
        all.writeBytes(one);
        one.clear();
    }
}

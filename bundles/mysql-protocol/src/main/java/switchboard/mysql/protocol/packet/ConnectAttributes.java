package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import switchboard.mysql.protocol.Lenenc;

/** Connection attributes at the end of a login (MySQL protocol reference, CLIENT_CONNECT_ATTRS). */
final class ConnectAttributes {
    private ConnectAttributes() {
    }

    /** Empty where the client sets the flag and sends none, as libmysqlclient does. */
    static Map<String, String> read(ByteBuf in) {
        if (!in.isReadable()) {
            return Map.of();
        }
        ByteBuf list = in.readSlice(Lenenc.readLength(in));
        Map<String, String> attributes = new LinkedHashMap<>();
        while (list.isReadable()) {
            String key = Lenenc.readString(list, StandardCharsets.UTF_8);
            attributes.put(key, Lenenc.readString(list, StandardCharsets.UTF_8));
        }
        return attributes;
    }

    static void write(ByteBuf out, Map<String, String> attributes) {
        ByteBuf list = out.alloc().buffer();
        try {
            attributes.forEach((key, value) -> {
                Lenenc.writeUtf8(list, key);
                Lenenc.writeUtf8(list, value);
            });
            Lenenc.writeInt(out, list.readableBytes());
            out.writeBytes(list);
        } finally {
            list.release();
        }
    }
}

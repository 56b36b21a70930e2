package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;

/**
 * Failure (MySQL protocol reference, "ERR_Packet").
 *
 * @param code 0 to 65535
 * @param sqlState 5 characters; {@code HY000} where the server sends none, as before the login
 */
public record ErrPacket(int code, String sqlState, String message) {
    public static final int HEADER = 0xFF;
    public static final String GENERAL_STATE = "HY000";

    public ErrPacket {
        Objects.requireNonNull(message);
        if (sqlState.length() != 5) {
            throw new IllegalArgumentException("SQLSTATE '" + sqlState + "' has not 5 characters");
        }
    }

    public static ErrPacket decode(ByteBuf payload) {
        Lenenc.need(payload, 3);
        if (payload.readUnsignedByte() != HEADER) {
            throw new MalformedPacketException("not an ERR packet");
        }
        int code = payload.readUnsignedShortLE();
        String state = GENERAL_STATE;
        if (payload.readableBytes() >= 6 && payload.getByte(payload.readerIndex()) == '#') {
            state = payload.skipBytes(1).readCharSequence(5, StandardCharsets.ISO_8859_1).toString();
        }
        String message = payload.readCharSequence(payload.readableBytes(), StandardCharsets.UTF_8).toString();
        return new ErrPacket(code, state, message);
    }

    public int encode(ByteBuf out, int sequenceId) {
        int start = Packets.begin(out);
        out.writeByte(HEADER).writeShortLE(code).writeByte('#');
        out.writeCharSequence(sqlState, StandardCharsets.ISO_8859_1);
        out.writeCharSequence(message, StandardCharsets.UTF_8);
        return Packets.end(out, start, sequenceId);
    }
}

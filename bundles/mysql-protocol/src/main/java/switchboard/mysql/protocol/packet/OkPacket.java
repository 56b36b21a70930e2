package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;

/**
 * Success, or with CLIENT_DEPRECATE_EOF the end of rows (MySQL protocol reference, "OK_Packet").
 *
 * @param header 0x00, or 0xFE as the end of rows
 * @param affectedRows unsigned
 * @param lastInsertId unsigned
 * @param info text for people, may be empty. The session's state changes that may follow it are not read
 */
public record OkPacket(int header, long affectedRows, long lastInsertId, int statusFlags, int warnings, String info) {
    public static final int OK = 0x00;
    public static final int END_OF_ROWS = 0xFE;

    public OkPacket {
        Objects.requireNonNull(info);
    }

    /** Success without rows or warnings. */
    public static OkPacket of(int statusFlags) {
        return new OkPacket(OK, 0, 0, statusFlags, 0, "");
    }

    /** Success of a statement that changed rows. */
    public static OkPacket of(long affectedRows, long lastInsertId, int statusFlags) {
        return new OkPacket(OK, affectedRows, lastInsertId, statusFlags, 0, "");
    }

    public static OkPacket decode(ByteBuf payload) {
        Lenenc.need(payload, 1);
        int header = payload.readUnsignedByte();
        if (header != OK && header != END_OF_ROWS) {
            throw new MalformedPacketException("not an OK packet");
        }
        final long affectedRows = Lenenc.readInt(payload);
        final long lastInsertId = Lenenc.readInt(payload);
        Lenenc.need(payload, 4);
        final int statusFlags = payload.readUnsignedShortLE();
        final int warnings = payload.readUnsignedShortLE();
        String info = payload.isReadable() ? Lenenc.readString(payload, StandardCharsets.UTF_8) : "";
        return new OkPacket(header, affectedRows, lastInsertId, statusFlags, warnings, info);
    }

    public int encode(ByteBuf out, int sequenceId) {
        int start = Packets.begin(out);
        out.writeByte(header);
        Lenenc.writeInt(out, affectedRows);
        Lenenc.writeInt(out, lastInsertId);
        // no state changes follow: with the flag a client would read them
        out.writeShortLE(statusFlags & ~StatusFlag.SERVER_SESSION_STATE_CHANGED).writeShortLE(warnings);
        if (!info.isEmpty()) { // the reference says string<EOF> without CLIENT_SESSION_TRACK; servers write a length
            Lenenc.writeUtf8(out, info);
        }
        return Packets.end(out, start, sequenceId);
    }

    /** Success that tells a client with CLIENT_SESSION_TRACK what changed in its session. */
    public static int encode(ByteBuf out, int sequenceId, int statusFlags, ToldChanges changes) {
        int start = Packets.begin(out);
        out.writeByte(OK).writeZero(2); // no rows, no id
        out.writeShortLE(statusFlags | StatusFlag.SERVER_SESSION_STATE_CHANGED).writeShortLE(0);
        Lenenc.writeInt(out, 0); // no info
        changes.encode(out);
        return Packets.end(out, start, sequenceId);
    }
}

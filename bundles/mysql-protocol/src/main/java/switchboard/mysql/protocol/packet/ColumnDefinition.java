package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import switchboard.mysql.protocol.Collations;
import switchboard.mysql.protocol.ColumnType;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.Packets;

/**
 * A column of a result set or a parameter (MySQL protocol reference, "Protocol::ColumnDefinition41").
 *
 * @param length largest width in bytes, unsigned 32 bit
 * @param type of {@link ColumnType}
 * @param flags of {@link ColumnType}, 16 bits
 * @param decimals 0 to 81; 31 for a floating point without fixed digits
 */
public record ColumnDefinition(String schema, String table, String orgTable, String name, String orgName,
        int collationId, long length, int type, int flags, int decimals) {
    private static final int FIXED_BYTES = 12;
    private static final long LENGTH_OF_TEXT = 255L * 3;

    public ColumnDefinition {
        Objects.requireNonNull(schema);
        Objects.requireNonNull(table);
        Objects.requireNonNull(orgTable);
        Objects.requireNonNull(name);
        Objects.requireNonNull(orgName);
    }

    /** A column of text in utf8, as ProxySQL's administration answers. */
    public static ColumnDefinition text(String name) {
        return new ColumnDefinition("", "", "", name, "", Collations.UTF8_GENERAL_CI, LENGTH_OF_TEXT,
                ColumnType.MYSQL_TYPE_VAR_STRING, 0, 0);
    }

    /** A computed column of a type; numbers and blobs get the collation binary. */
    public static ColumnDefinition of(String name, int type, int flags) {
        return switch (type) {
            case ColumnType.MYSQL_TYPE_VAR_STRING, ColumnType.MYSQL_TYPE_STRING, ColumnType.MYSQL_TYPE_VARCHAR ->
                new ColumnDefinition("", "", "", name, "", Collations.UTF8_GENERAL_CI, LENGTH_OF_TEXT, type, flags, 0);
            case ColumnType.MYSQL_TYPE_DOUBLE, ColumnType.MYSQL_TYPE_FLOAT ->
                new ColumnDefinition("", "", "", name, "", Collations.BINARY, 22, type, flags, 31);
            default -> new ColumnDefinition("", "", "", name, "", Collations.BINARY, 21, type, flags, 0);
        };
    }

    public boolean unsigned() {
        return (flags & ColumnType.UNSIGNED_FLAG) != 0;
    }

    /** Without MARIADB_CLIENT_EXTENDED_METADATA. */
    public static ColumnDefinition decode(ByteBuf payload) {
        return decode(payload, false);
    }

    /** @param extended whether MARIADB_CLIENT_EXTENDED_METADATA was negotiated: what it tells is passed over */
    public static ColumnDefinition decode(ByteBuf payload, boolean extended) {
        payload.skipBytes(Lenenc.readLength(payload)); // the catalog, always "def"
        String schema = Lenenc.readString(payload, StandardCharsets.UTF_8);
        String table = Lenenc.readString(payload, StandardCharsets.UTF_8);
        String orgTable = Lenenc.readString(payload, StandardCharsets.UTF_8);
        String name = Lenenc.readString(payload, StandardCharsets.UTF_8);
        final String orgName = Lenenc.readString(payload, StandardCharsets.UTF_8);
        if (extended) {
            payload.skipBytes(Lenenc.readLength(payload));
        }
        Lenenc.readInt(payload); // length of what follows, always 12
        Lenenc.need(payload, FIXED_BYTES);
        final int collationId = payload.readUnsignedShortLE();
        final long length = payload.readUnsignedIntLE();
        final int type = payload.readUnsignedByte();
        final int flags = payload.readUnsignedShortLE();
        return new ColumnDefinition(schema, table, orgTable, name, orgName, collationId, length, type, flags,
                payload.readUnsignedByte());
    }

    /** Without MARIADB_CLIENT_EXTENDED_METADATA. */
    public int encode(ByteBuf out, int sequenceId) {
        return encode(out, sequenceId, false);
    }

    /** @param extended whether MARIADB_CLIENT_EXTENDED_METADATA was negotiated: it tells nothing */
    public int encode(ByteBuf out, int sequenceId, boolean extended) {
        int start = Packets.begin(out);
        Lenenc.writeUtf8(out, "def");
        Lenenc.writeUtf8(out, schema);
        Lenenc.writeUtf8(out, table);
        Lenenc.writeUtf8(out, orgTable);
        Lenenc.writeUtf8(out, name);
        Lenenc.writeUtf8(out, orgName);
        if (extended) {
            out.writeByte(0);
        }
        out.writeByte(FIXED_BYTES).writeShortLE(collationId).writeIntLE((int) length).writeByte(type);
        out.writeShortLE(flags).writeByte(decimals).writeZero(2);
        return Packets.end(out, start, sequenceId);
    }
}

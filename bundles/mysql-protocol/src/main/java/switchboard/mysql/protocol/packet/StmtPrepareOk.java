package switchboard.mysql.protocol.packet;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;

/**
 * A statement was prepared; definitions of parameters and columns follow (MySQL protocol reference,
 * "COM_STMT_PREPARE_OK").
 *
 * @param statementId unsigned 32 bit
 * @param columnCount 0 to 65535
 * @param parameterCount 0 to 65535
 */
public record StmtPrepareOk(long statementId, int columnCount, int parameterCount, int warnings) {
    public static StmtPrepareOk decode(ByteBuf payload) {
        Lenenc.need(payload, 12);
        if (payload.readUnsignedByte() != 0) {
            throw new MalformedPacketException("not a COM_STMT_PREPARE_OK");
        }
        final long statementId = payload.readUnsignedIntLE();
        final int columnCount = payload.readUnsignedShortLE();
        final int parameterCount = payload.readUnsignedShortLE();
        return new StmtPrepareOk(statementId, columnCount, parameterCount,
                payload.skipBytes(1).readUnsignedShortLE());
    }

    /** The first packet alone; {@link TextResult#definitions} writes those that follow. */
    public int encode(ByteBuf out, int sequenceId) {
        int start = Packets.begin(out);
        out.writeByte(0).writeIntLE((int) statementId).writeShortLE(columnCount).writeShortLE(parameterCount);
        out.writeByte(0).writeShortLE(warnings);
        return Packets.end(out, start, sequenceId);
    }
}

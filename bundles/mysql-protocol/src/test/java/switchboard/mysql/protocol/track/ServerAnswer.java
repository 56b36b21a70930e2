package switchboard.mysql.protocol.track;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Collections;
import java.util.List;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.ColumnType;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.packet.BinaryResult;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.EofPacket;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.packet.ResultWriter;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.protocol.packet.TextResult;

/** Writes what a server answers, for tests. */
final class ServerAnswer {
    private final ByteBuf out = Unpooled.buffer();
    private final long capabilities;
    private int sequenceId = 1;

    ServerAnswer(long capabilities) {
        this.capabilities = capabilities;
    }

    ServerAnswer ok(long affectedRows, long lastInsertId, int statusFlags, int warnings) {
        sequenceId = new OkPacket(OkPacket.OK, affectedRows, lastInsertId, statusFlags, warnings, "some info")
                .encode(out, sequenceId);
        return this;
    }

    ServerAnswer err(int code, String state, String message) {
        sequenceId = new ErrPacket(code, state, message).encode(out, sequenceId);
        return this;
    }

    ServerAnswer eof(int statusFlags, int warnings) {
        sequenceId = new EofPacket(warnings, statusFlags).encode(out, sequenceId);
        return this;
    }

    ServerAnswer payload(int... bytes) {
        byte[] payload = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            payload[i] = (byte) bytes[i];
        }
        return payload(payload);
    }

    ServerAnswer payload(byte[] payload) {
        sequenceId = Packets.write(out, sequenceId, payload);
        return this;
    }

    ServerAnswer text(int columns, int rows, int statusFlags) {
        return result(new TextResult(sequenceId, capabilities, statusFlags), columns, rows, statusFlags);
    }

    ServerAnswer binary(int columns, int rows, int statusFlags) {
        return result(new BinaryResult(sequenceId, capabilities, statusFlags), columns, rows, statusFlags);
    }

    /** Rows of a cursor: no count and no definitions. */
    ServerAnswer fetched(int columns, int rows, int statusFlags) {
        BinaryResult result = new BinaryResult(sequenceId, capabilities, statusFlags, columns(columns));
        rows(result, columns, rows);
        sequenceId = result.end(out, statusFlags, 3);
        return this;
    }

    /** Rows that an error ends. */
    ServerAnswer broken(int columns, int rows, int code) {
        TextResult result = new TextResult(sequenceId, capabilities, 0);
        result.columns(out, columns(columns));
        rows(result, columns, rows);
        sequenceId = result.fail(out, new ErrPacket(code, "70100", "Query execution was interrupted"));
        return this;
    }

    ServerAnswer prepared(long statementId, int columns, int parameters) {
        TextResult definitions = new TextResult(
                new StmtPrepareOk(statementId, columns, parameters, 2).encode(out, sequenceId), capabilities, 2);
        definitions.definitions(out, columns(parameters));
        definitions.definitions(out, columns(columns));
        sequenceId = definitions.sequenceId();
        return this;
    }

    ServerAnswer fields(int columns, int statusFlags) {
        TextResult definitions = new TextResult(sequenceId, capabilities, statusFlags);
        for (ColumnDefinition column : columns(columns)) {
            sequenceId = column.encode(out, sequenceId);
        }
        sequenceId = new TextResult(sequenceId, capabilities, statusFlags).end(out, statusFlags, 0);
        return this;
    }

    /** An OK that reports changes of the session; without CLIENT_SESSION_TRACK the same without them. */
    ServerAnswer reported(long affectedRows, int statusFlags, String info, int reportBytes) {
        return reported(OkPacket.OK, affectedRows, statusFlags, info, reportBytes);
    }

    /** A result set whose end reports changes, or as MariaDB has it without CLIENT_DEPRECATE_EOF: each EOF has the flag. */
    ServerAnswer textReported(int columns, int rows, int statusFlags, int reportBytes) {
        TextResult result = new TextResult(sequenceId, Capability.CLIENT_DEPRECATE_EOF, statusFlags);
        result.columns(out, columns(columns));
        boolean deprecateEof = Capability.has(capabilities, Capability.CLIENT_DEPRECATE_EOF);
        sequenceId = result.sequenceId();
        if (!deprecateEof) {
            eof(statusFlags | reportFlag(), 0);
        }
        result = new TextResult(sequenceId, capabilities, statusFlags);
        rows(result, columns, rows);
        sequenceId = result.sequenceId();
        return deprecateEof
                ? reported(OkPacket.END_OF_ROWS, 0, statusFlags, "", reportBytes)
                : eof(statusFlags | reportFlag(), 3);
    }

    private int reportFlag() {
        return Capability.has(capabilities, Capability.CLIENT_SESSION_TRACK)
                ? StatusFlag.SERVER_SESSION_STATE_CHANGED
                : 0;
    }

    private ServerAnswer reported(int header, long affectedRows, int statusFlags, String info, int reportBytes) {
        final int start = Packets.begin(out);
        out.writeByte(header);
        Lenenc.writeInt(out, affectedRows);
        Lenenc.writeInt(out, affectedRows);
        out.writeShortLE(statusFlags | reportFlag()).writeShortLE(3);
        if (reportFlag() != 0 || !info.isEmpty()) {
            Lenenc.writeUtf8(out, info);
        }
        if (reportFlag() != 0) {
            Lenenc.writeUtf8(out, "r".repeat(reportBytes));
        }
        sequenceId = Packets.end(out, start, sequenceId);
        return this;
    }

    byte[] bytes() {
        return ByteBufUtil.getBytes(out);
    }

    private ServerAnswer result(ResultWriter result, int columns, int rows, int statusFlags) {
        result.columns(out, columns(columns));
        rows(result, columns, rows);
        sequenceId = result.end(out, statusFlags, 3);
        return this;
    }

    private void rows(ResultWriter result, int columns, int rows) {
        for (int row = 0; row < rows; row++) {
            // NULL first: in a text row its byte is that of LOCAL INFILE
            result.row(out, Collections.nCopies(columns, row == 0 ? null : "value " + row).toArray());
        }
    }

    private static List<ColumnDefinition> columns(int count) {
        return Collections.nCopies(count, ColumnDefinition.of("c", ColumnType.MYSQL_TYPE_VAR_STRING, 0));
    }
}

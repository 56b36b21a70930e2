package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.List;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.packet.BinaryResult;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.EofPacket;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.packet.ToldChanges;
import switchboard.mysql.protocol.packet.TextResult;

/** Answers that the proxy gives itself. */
final class Replies {
    private final Channel client;
    private final ClientSession session;
    private int sequenceId = 1;

    Replies(Channel client, ClientSession session) {
        this.client = client;
        this.session = session;
    }

    /** The sequence id that the next answer begins with: one more than the command's last packet. */
    void answerFrom(int id) {
        sequenceId = id & 0xFF;
    }

    void ok() {
        ok("");
    }

    void ok(String info) {
        ByteBuf out = client.alloc().buffer(16 + info.length());
        new OkPacket(OkPacket.OK, 0, 0, status(), 0, info).encode(out, sequenceId);
        send(out);
    }

    /** To a change of the session: clients that follow it by CLIENT_SESSION_TRACK hear of it, as from a server. */
    void ok(ToldChanges changes) {
        if (!changes.isEmpty() && session.context().hearsOfChanges()) {
            ByteBuf out = client.alloc().buffer(64);
            OkPacket.encode(out, sequenceId, status(), changes);
            send(out);
        } else {
            ok();
        }
    }

    void error(int code, String sqlState, String message) {
        ByteBuf out = client.alloc().buffer(32 + message.length());
        new ErrPacket(code, sqlState, message).encode(out, sequenceId);
        send(out);
    }

    /** COM_SET_OPTION is answered so. */
    void eof() {
        ByteBuf out = client.alloc().buffer(16);
        if (Capability.has(session.context().capabilities(), Capability.CLIENT_DEPRECATE_EOF)) {
            new OkPacket(OkPacket.END_OF_ROWS, 0, 0, status(), 0, "").encode(out, sequenceId);
        } else {
            new EofPacket(0, status()).encode(out, sequenceId);
        }
        send(out);
    }

    /** A result set with one column and at most one row. */
    void value(ColumnDefinition column, String value) {
        rows(List.of(column), value == null ? List.of() : List.<Object[]>of(new Object[]{value}));
    }

    void rows(List<ColumnDefinition> columns, List<Object[]> rows) {
        ByteBuf out = client.alloc().buffer(256);
        TextResult result = new TextResult(sequenceId, session.context().capabilities(), status());
        result.columns(out, columns);
        rows.forEach(row -> result.row(out, row));
        result.end(out, status(), 0);
        send(out);
    }

    /** A result of COM_STMT_EXECUTE. */
    void binaryRows(List<ColumnDefinition> columns, List<Object[]> rows) {
        ByteBuf out = client.alloc().buffer(256);
        BinaryResult result = new BinaryResult(sequenceId, session.context().capabilities(), status());
        result.columns(out, columns);
        rows.forEach(row -> result.row(out, row));
        result.end(out, status(), 0);
        send(out);
    }

    /** A text without packet structure: the answer to COM_STATISTICS. */
    void text(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        send(client.alloc().buffer(4 + bytes.length).writeMediumLE(bytes.length).writeByte(sequenceId)
                .writeBytes(bytes));
    }

    private int status() {
        int status = session.context().autocommit() ? StatusFlag.SERVER_STATUS_AUTOCOMMIT : 0;
        if (session.context().variables().escapesNoBackslashes()) { // by it clients choose how they quote
            status |= StatusFlag.SERVER_STATUS_NO_BACKSLASH_ESCAPES;
        }
        return session.backends().inTransaction() != null ? status | StatusFlag.SERVER_STATUS_IN_TRANS : status;
    }

    private void send(ByteBuf out) {
        session.sent(out.readableBytes());
        client.writeAndFlush(out, client.voidPromise());
    }
}

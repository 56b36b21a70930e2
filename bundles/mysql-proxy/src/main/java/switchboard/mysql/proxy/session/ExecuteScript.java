package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendStatement;

/** Runs a client's prepared statement on a backend connection, which learns it first if it must. */
final class ExecuteScript implements CommandScript {
    private static final int ONE_PACKET = Packets.CONTINUED;

    private final ClientSession session;
    private final ClientStatement statement;
    private final int command;
    private final boolean longData;
    private BackendStatement used;
    private boolean cursor;
    private boolean learned; // a second time: at most once

    /** @param command COM_STMT_EXECUTE, COM_STMT_BULK_EXECUTE or COM_STMT_SEND_LONG_DATA */
    ExecuteScript(ClientSession session, ClientStatement statement, int command) {
        this.command = command;
        this.longData = command == Command.COM_STMT_SEND_LONG_DATA;
        this.session = session;
        this.statement = statement;
    }

    @Override
    public void ready(BackendConnection connection) {
        BackendStatement prepared = connection.state().statements().of(statement.shared());
        if (prepared != null) {
            send(connection, prepared);
        } else {
            new StatementLesson(session, statement, this::send).start(connection);
        }
    }

    /** The statement's text. */
    String text() {
        return StandardCharsets.UTF_8.decode(statement.shared().key().sql().duplicate()).toString();
    }

    private void send(BackendConnection connection, BackendStatement prepared) {
        Execution execution = session.execution();
        ByteBuf packet = execution.command().packet();
        used = prepared;
        if (longData) {
            ExecutePacket.statementId(packet, prepared.id());
            connection.state().statements().state(prepared, true);
            if (connection.sendUnanswered(execution, packet.retain())) {
                execution.unanswered(connection);
            }
            return;
        }
        boolean bulk = command == Command.COM_STMT_BULK_EXECUTE;
        if (bulk && !Capability.has(connection.login().capabilities(),
                Capability.MARIADB_CLIENT_STMT_BULK_OPERATIONS)) {
            execution.refused(connection, 1047, "08S01", "The server has no COM_STMT_BULK_EXECUTE");
            return;
        }
        ByteBuf out = withTypes(connection, prepared, packet, bulk);
        ExecutePacket.statementId(out, prepared.id());
        cursor = !bulk && ExecutePacket.cursorType(out) != 0;
        if (!bulk && connection.takesAttributes()) {
            out = StatementAttributes.onExecute(connection.channel().alloc(), out, statement.parameters(),
                    session.context().attributes());
        }
        connection.send(execution, command, out);
    }

    /** Another session's types may be the last ones that the server saw. The result is a reference of its own. */
    private ByteBuf withTypes(BackendConnection connection, BackendStatement prepared, ByteBuf packet, boolean bulk) {
        int parameters = statement.parameters();
        boolean brings = bulk ? BulkPacket.hasTypes(packet) : ExecutePacket.hasTypes(packet, parameters);
        boolean adds = !brings && statement.types() != null && !prepared.hasTypesOf(statement)
                && packet.readableBytes() + statement.types().length < ONE_PACKET;
        if (brings || adds) {
            prepared.typesSentFor(statement);
        }
        if (!adds) {
            return packet.retain();
        }
        ByteBufAllocator allocator = connection.channel().alloc();
        return bulk
                ? BulkPacket.withTypes(allocator, packet, statement.types())
                : ExecutePacket.withTypes(allocator, packet, parameters, statement.types());
    }

    @Override
    public boolean learnsAgain(BackendConnection connection) {
        int code = connection.answer().errorCode();
        boolean forgotten = code == ErrorCode.ER_UNKNOWN_STMT_HANDLER || code == ErrorCode.ER_NEED_REPREPARE;
        if (!forgotten || learned || used.hasState()) { // its long data would be lost
            return false;
        }
        learned = true;
        connection.state().statements().close(statement.shared());
        return true;
    }

    @Override
    public ByteBuf outgoing(ByteBuf bytes) {
        return bytes;
    }

    @Override
    public void complete(BackendConnection connection) {
        var answer = connection.answer();
        boolean opened = cursor && answer.errorCode() == 0
                && (answer.statusFlags() & StatusFlag.SERVER_STATUS_CURSOR_EXISTS) != 0;
        connection.state().statements().state(used, opened); // long data goes with the EXECUTE
    }

    @Override
    public void dropped() {
        // keeps nothing
    }

    /** The next EXECUTE tells it, as MySQL does. */
    @Override
    public boolean keepsError(int code, String sqlState, String message) {
        if (longData) {
            statement.failed(new ErrPacket(code, sqlState, message));
        }
        return longData;
    }
}

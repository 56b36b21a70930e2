package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendStatement;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.backend.InternalCommand;
import switchboard.mysql.proxy.loop.Counter;

/** Runs a client's prepared statement on a backend connection, which learns it first if it must. */
final class ExecuteScript implements Execution.Script, InternalCommand {
    private static final int ONE_PACKET = Packets.CONTINUED;

    private final ClientSession session;
    private final ClientStatement statement;
    private boolean cursor;

    ExecuteScript(ClientSession session, ClientStatement statement) {
        this.session = session;
        this.statement = statement;
    }

    @Override
    public void ready(BackendConnection connection) {
        BackendStatement prepared = connection.statement(statement.text());
        if (prepared != null) {
            send(connection, prepared);
        } else {
            session.loop().counters().add(Counter.COM_BACKEND_STMT_PREPARE, 1);
            connection.runInternal(Command.COM_STMT_PREPARE, statement.preparePacket(connection.channel().alloc()),
                    this);
        }
    }

    @Override
    public void answered(BackendConnection connection) {
        var answer = connection.answer();
        if (answer.errorCode() != 0) {
            session.execution().refused(connection, answer.errorCode(), answer.sqlState(), answer.errorMessage());
            return;
        }
        send(connection, connection.prepared(statement.text(), (int) answer.statementId(),
                session.loop().modules().backendSettings().get().maxStmtsPerConnection()));
    }

    @Override
    public void lost(BackendConnection connection, String reason) {
        session.execution().connectionLost(reason);
    }

    private void send(BackendConnection connection, BackendStatement prepared) {
        Execution execution = session.execution();
        ByteBuf packet = execution.packet();
        if (packet == null) {
            return; // the client went away meanwhile
        }
        if (packet.getByte(packet.readerIndex() + Packets.HEADER_BYTES) == Command.COM_STMT_SEND_LONG_DATA) {
            ExecutePacket.statementId(packet, prepared.id());
            connection.hold(HeldBy.STATEMENT_STATE, 0);
            connection.sendUnanswered(packet.retain());
            execution.unanswered(connection);
            return;
        }
        ByteBuf out = packet;
        int parameters = statement.parameters();
        boolean bringsTypes = ExecutePacket.hasTypes(packet, parameters);
        boolean addTypes = !bringsTypes && statement.types() != null && !prepared.hasTypesOf(statement)
                && packet.readableBytes() + statement.types().length < ONE_PACKET;
        if (addTypes) { // another session's types may be the last ones that the server saw
            out = ExecutePacket.withTypes(connection.channel().alloc(), packet, parameters, statement.types());
        } else {
            out.retain();
        }
        if (bringsTypes || addTypes) {
            prepared.typesSentFor(statement);
        }
        ExecutePacket.statementId(out, prepared.id());
        cursor = ExecutePacket.cursorType(out) != 0;
        connection.send(execution, Command.COM_STMT_EXECUTE, out);
    }

    @Override
    public ByteBuf outgoing(ByteBuf bytes) {
        return bytes;
    }

    @Override
    public void complete(BackendConnection connection) {
        if (cursor) {
            connection.hold(HeldBy.STATEMENT_STATE, 0);
        } else {
            connection.hold(0, HeldBy.STATEMENT_STATE);
        }
    }

    @Override
    public void dropped() {
        // keeps nothing
    }
}

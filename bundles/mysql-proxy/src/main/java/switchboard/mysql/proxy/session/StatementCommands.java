package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import java.nio.ByteBuffer;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendStatement;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.loop.Counter;

/** COM_STMT_...: a client's statement ids are its own; each backend connection has ids of its own for them. */
final class StatementCommands {
    /** Statements of one client at once; MySQL's max_prepared_stmt_count by default. */
    private static final int MAX_STATEMENTS = 16_382;

    private final ClientSession session;
    private final IntObjectHashMap<ClientStatement> statements = new IntObjectHashMap<>();
    private int lastId;

    StatementCommands(ClientSession session) {
        this.session = session;
    }

    /** COM_STMT_PREPARE. Takes the packet over. */
    void prepare(ByteBuf packet) {
        session.loop().counters().add(Counter.COM_FRONTEND_STMT_PREPARE, 1);
        if (statements.size() >= MAX_STATEMENTS) {
            packet.release();
            session.answerError(1461, "42000", "Can't create more than max_prepared_stmt_count statements (current "
                    + "value: " + MAX_STATEMENTS + ")");
            return;
        }
        QueryCommand.Routed routed = session.queries().route(packet, false);
        if (routed == null) {
            return; // answered by a rule
        }
        byte[] sql = new byte[routed.packet().readableBytes() - Packets.HEADER_BYTES - 1];
        routed.packet().getBytes(routed.packet().readerIndex() + Packets.HEADER_BYTES + 1, sql);
        var text = new ClientStatement.Text(session.schema(), ByteBuffer.wrap(sql));
        session.execution().run(routed.hostgroup(), Command.COM_STMT_PREPARE, routed.packet(), routed.known(),
                routed.decision(), new PrepareScript(text, routed));
    }

    /** COM_STMT_EXECUTE. Takes the packet over. */
    void execute(ByteBuf packet) {
        session.loop().counters().add(Counter.COM_FRONTEND_STMT_EXECUTE, 1);
        ClientStatement statement = find(packet);
        if (statement == null) {
            return;
        }
        if (!ExecutePacket.isWhole(packet, statement.parameters())) {
            packet.release();
            session.answerError(1045, "28000", "Error in prepared statement execution");
            return;
        }
        if (ExecutePacket.hasTypes(packet, statement.parameters())) {
            statement.types(ExecutePacket.types(packet, statement.parameters()));
        }
        session.loop().counters().add(Counter.COM_BACKEND_STMT_EXECUTE, 1);
        int hostgroup = session.queries().hostgroup(statement.decision(), statement.known());
        if (hostgroup >= 0) {
            session.execution().run(hostgroup, Command.COM_STMT_EXECUTE, packet, statement.known(),
                    statement.decision(), new ExecuteScript(session, statement));
        } else {
            packet.release();
        }
    }

    /** COM_STMT_RESET and COM_STMT_FETCH: on the connection that has the statement's state. Takes the packet over. */
    void onStatementState(int command, ByteBuf packet) {
        ClientStatement statement = find(packet);
        if (statement == null) {
            return;
        }
        BackendConnection with = session.backends().heldBy(HeldBy.STATEMENT_STATE);
        BackendStatement known = with == null ? null : with.statement(statement.text());
        if (known != null) {
            ExecutePacket.statementId(packet, known.id());
            if (command == Command.COM_STMT_RESET) {
                with.hold(0, HeldBy.STATEMENT_STATE);
            }
            session.execution().run(SessionBackends.hostgroup(with), command, packet, null,
                    switchboard.api.query.Decision.NONE, null);
        } else {
            packet.release();
            if (command == Command.COM_STMT_RESET) {
                session.replies().ok();
            } else {
                session.replies().error(1421, "HY000", "The statement (" + statement.id() + ") has no open cursor.");
            }
            session.commandDone();
        }
    }

    /** COM_STMT_SEND_LONG_DATA, which has no answer. Takes the packet over. */
    void sendLongData(ByteBuf packet) {
        ClientStatement statement = statements.get(ExecutePacket.statementId(packet));
        if (statement == null) {
            packet.release();
            session.commandDone();
            return;
        }
        int hostgroup = session.queries().hostgroup(statement.decision(), statement.known());
        if (hostgroup >= 0) {
            session.execution().run(hostgroup, Command.COM_STMT_SEND_LONG_DATA, packet, null, statement.decision(),
                    new ExecuteScript(session, statement));
        } else {
            packet.release();
        }
    }

    /** COM_STMT_CLOSE, which has no answer. Takes the packet over. */
    void close(ByteBuf packet) {
        session.loop().counters().add(Counter.COM_FRONTEND_STMT_CLOSE, 1);
        ClientStatement closed = statements.remove(ExecutePacket.statementId(packet));
        packet.release();
        if (closed != null) {
            closed.close();
            BackendConnection with = session.backends().heldBy(HeldBy.STATEMENT_STATE);
            if (with != null && with.statement(closed.text()) != null) { // its cursor or long data goes with it
                BackendStatement state = with.statement(closed.text());
                with.forgetStatement(closed.text());
                with.sendUnanswered(with.channel().alloc().buffer(9).writeMediumLE(5).writeByte(0)
                        .writeByte(Command.COM_STMT_CLOSE).writeIntLE(state.id()));
                with.hold(0, HeldBy.STATEMENT_STATE);
                session.release(with);
            }
        }
        session.commandDone();
    }

    private ClientStatement find(ByteBuf packet) {
        int id = packet.readableBytes() < Packets.HEADER_BYTES + 5 ? 0 : ExecutePacket.statementId(packet);
        ClientStatement statement = statements.get(id);
        if (statement == null) {
            packet.release();
            session.answerError(1243, "HY000",
                    "Unknown prepared statement handler (" + id + ") given to mysql_stmt_precheck");
        }
        return statement;
    }

    void forgetAll() {
        statements.clear();
    }

    int size() {
        return statements.size();
    }

    /** Forwards the answer of a PREPARE with an id of ours in it. */
    private final class PrepareScript implements Execution.Script {
        private static final int FIRST_PACKET = Packets.HEADER_BYTES + 5;
        private final ClientStatement.Text text;
        private final QueryCommand.Routed routed;
        private ByteBuf head;
        private boolean patched;
        private int id;

        PrepareScript(ClientStatement.Text text, QueryCommand.Routed routed) {
            this.text = text;
            this.routed = routed;
        }

        @Override
        public void ready(BackendConnection connection) {
            session.loop().counters().add(Counter.COM_BACKEND_STMT_PREPARE, 1);
            connection.send(session.execution(), Command.COM_STMT_PREPARE, session.execution().packet().retain());
        }

        @Override
        public ByteBuf outgoing(ByteBuf bytes) {
            if (patched) {
                return bytes;
            }
            if (head == null) {
                head = bytes;
            } else {
                head.writeBytes(bytes);
                bytes.release();
            }
            boolean error = head.readableBytes() > Packets.HEADER_BYTES
                    && head.getUnsignedByte(head.readerIndex() + Packets.HEADER_BYTES) == 0xFF;
            if (!error && head.readableBytes() < FIRST_PACKET) {
                if (head == bytes) { // cut in its first bytes: the next ones are appended to a buffer of our own
                    head = session.channel().alloc().buffer(256).writeBytes(bytes);
                    bytes.release();
                }
                return null;
            }
            if (!error) {
                id = ++lastId;
                head.setIntLE(head.readerIndex() + Packets.HEADER_BYTES + 1, id);
            }
            patched = true;
            ByteBuf out = head;
            head = null;
            return out;
        }

        @Override
        public void complete(BackendConnection connection) {
            if (connection.answer().errorCode() == 0) {
                var answer = connection.answer();
                connection.prepared(text, (int) answer.statementId(),
                        session.loop().modules().backendSettings().get().maxStmtsPerConnection());
                statements.put(id, new ClientStatement(id, text, routed.known(), routed.decision(),
                        answer.parameterCount()));
            }
        }

        @Override
        public void dropped() {
            if (head != null) {
                head.release();
                head = null;
            }
        }
    }
}

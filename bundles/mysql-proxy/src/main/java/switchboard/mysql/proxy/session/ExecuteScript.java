package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
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

    /** A longer one isn't sent before its server has the statement: it may have to be sent again. */
    private static final int MAX_TOGETHER = 64 * 1024;

    private final ClientSession session;
    private final ClientStatement statement;
    private final int command;
    private final boolean longData;
    private BackendStatement used;
    private boolean bringsTypes;
    private boolean cursor;
    private boolean learned; // a second time: at most once
    private int expectedId; // of the statement that is prepared in the same write
    private boolean astray; // there is no statement with the id that was sent: the answer says so, and nothing else
    private ErrPacket refusal; // of the PREPARE

    /** @param command COM_STMT_EXECUTE, COM_STMT_BULK_EXECUTE or COM_STMT_SEND_LONG_DATA */
    ExecuteScript(ClientSession session, ClientStatement statement, int command) {
        this.command = command;
        this.longData = command == Command.COM_STMT_SEND_LONG_DATA;
        this.session = session;
        this.statement = statement;
    }

    @Override
    public void ready(BackendConnection connection) {
        astray = false;
        if (refusal != null) {
            ErrPacket why = refusal;
            refusal = null;
            session.execution().refused(connection, why.code(), why.sqlState(), why.message());
            return;
        }
        BackendStatement prepared = connection.state().statements().of(statement.shared());
        if (prepared != null) {
            send(connection, prepared);
        } else {
            new StatementLesson(session, statement, this).start(connection);
        }
    }

    /** The statement's text. */
    String text() {
        return StandardCharsets.UTF_8.decode(statement.shared().key().sql().duplicate()).toString();
    }

    /**
     * Whether the PREPARE that the connection needs and the command can be sent in one write. Not where the error of an id that
     * was wrong would be what the statement asks about.
     */
    boolean goesTogether(BackendConnection connection) {
        ByteBuf packet = session.execution().command().packet();
        boolean asksAboutErrors = statement.known() != null && statement.known().traits().warnings().asks();
        return !longData && !asksAboutErrors && connection.abilities().takesTogether()
                && connection.state().statements().hasGivenId() && packet.readableBytes() <= MAX_TOGETHER
                && (isBulk() ? connection.abilities().takesBulk() : ExecutePacket.cursorType(packet) == 0);
    }

    /**
     * Sends the command behind the PREPARE of its statement. MariaDB's clients name the statement -1 then, "the last one
     * prepared"; but that is the one before where max_prepared_stmt_count is reached. An id that is expected fits or is
     * nobody's.
     *
     * @param prepare is taken over
     */
    void sendBehind(BackendConnection connection, int id, ByteBuf prepare, StatementLesson lesson) {
        expectedId = id;
        connection.sendTogether(Command.COM_STMT_PREPARE, prepare, lesson, session.execution(), command,
                packet(connection, id, false));
    }

    /**
     * The connection has the statement.
     *
     * @param sent whether the command is on its way already
     */
    void learned(BackendConnection connection, BackendStatement prepared, boolean sent) {
        if (!sent) {
            send(connection, prepared);
            return;
        }
        used = prepared;
        astray = prepared.id() != expectedId;
        if (!astray && bringsTypes) {
            prepared.typesSentFor(statement);
        }
    }

    /** The statement can't be prepared; the command is on its way already. */
    void notLearned(ErrPacket why) {
        refusal = why;
        astray = true;
    }

    private void send(BackendConnection connection, BackendStatement prepared) {
        Execution execution = session.execution();
        used = prepared;
        if (longData) {
            ByteBuf packet = execution.command().packet();
            ExecutePacket.statementId(packet, prepared.id());
            connection.state().statements().state(prepared, true);
            if (connection.sendUnanswered(execution, packet.retain())) {
                execution.unanswered(connection);
            }
            return;
        }
        if (isBulk() && !connection.abilities().takesBulk()) {
            execution.refused(connection, 1047, "08S01", "The server has no COM_STMT_BULK_EXECUTE");
            return;
        }
        ByteBuf out = packet(connection, prepared.id(), prepared.hasTypesOf(statement));
        if (bringsTypes) {
            prepared.typesSentFor(statement);
        }
        connection.send(execution, command, out);
    }

    private boolean isBulk() {
        return command == Command.COM_STMT_BULK_EXECUTE;
    }

    /**
     * The command for this connection; a reference of its own.
     *
     * @param typesKnown whether the server knows the parameter types from this statement's last execution
     */
    private ByteBuf packet(BackendConnection connection, int id, boolean typesKnown) {
        ByteBuf out = withTypes(connection, typesKnown);
        ExecutePacket.statementId(out, id);
        cursor = !isBulk() && ExecutePacket.cursorType(out) != 0;
        return isBulk() || !connection.abilities().takesAttributes()
                ? out
                : StatementAttributes.onExecute(connection.channel().alloc(), out, statement.parameters(),
                        session.context().attributes());
    }

    /** Another session's types may be the last ones that the server saw. The result is a reference of its own. */
    private ByteBuf withTypes(BackendConnection connection, boolean typesKnown) {
        ByteBuf packet = session.execution().command().packet();
        int parameters = statement.parameters();
        boolean brings = isBulk() ? BulkPacket.hasTypes(packet) : ExecutePacket.hasTypes(packet, parameters);
        boolean adds = !brings && statement.types() != null && !typesKnown
                && packet.readableBytes() + statement.types().length < ONE_PACKET;
        bringsTypes = brings || adds;
        if (!adds) {
            return packet.retain();
        }
        ByteBufAllocator allocator = connection.channel().alloc();
        return isBulk()
                ? BulkPacket.withTypes(allocator, packet, statement.types())
                : ExecutePacket.withTypes(allocator, packet, parameters, statement.types());
    }

    @Override
    public boolean learnsAgain(BackendConnection connection) {
        int code = connection.answer().errorCode();
        boolean forgotten = code == ErrorCode.ER_UNKNOWN_STMT_HANDLER || code == ErrorCode.ER_NEED_REPREPARE;
        if (refusal != null || astray && forgotten) {
            return true;
        }
        if (!forgotten || learned || used.hasState()) { // its long data would be lost
            return false;
        }
        learned = true;
        connection.state().statements().close(statement.shared());
        return true;
    }

    @Override
    public ByteBuf outgoing(ByteBuf bytes) {
        if (!astray || session.execution().connection().answer().errorCode() != 0) {
            return bytes;
        }
        bytes.release(); // nobody knows what the server has run
        session.execution().connection().close("the server ran a statement that it doesn't have");
        return null;
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
        astray = false;
        refusal = null;
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

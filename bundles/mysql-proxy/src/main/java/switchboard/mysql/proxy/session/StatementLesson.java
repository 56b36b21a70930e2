package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendState;
import switchboard.mysql.proxy.backend.BackendStatements;
import switchboard.mysql.proxy.backend.CommandPackets;
import switchboard.mysql.proxy.backend.InternalCommand;
import switchboard.mysql.proxy.loop.Counter;

/**
 * Has a backend connection prepare a statement that a client prepared on another one: in the schema that was the client's
 * then, by which servers resolve its names for ever. The connection is left in that schema. Where it can be done the EXECUTE
 * goes along in the same write.
 */
final class StatementLesson implements InternalCommand {
    private final ClientSession session;
    private final ClientStatement statement;
    private final ExecuteScript execute;
    private final String schema;
    private boolean preparing;
    private boolean together;

    /** @param execute what the statement is learned for; what fails is the execution's to tell */
    StatementLesson(ClientSession session, ClientStatement statement, ExecuteScript execute) {
        this.session = session;
        this.statement = statement;
        this.execute = execute;
        this.schema = statement.shared().key().schema();
    }

    void start(BackendConnection connection) {
        if (schema.isEmpty() || schema.equals(connection.state().schema())) {
            prepare(connection);
        } else {
            connection.runInternal(Command.COM_INIT_DB,
                    CommandPackets.of(connection.channel().alloc(), Command.COM_INIT_DB, schema), this);
        }
    }

    private void prepare(BackendConnection connection) {
        preparing = true;
        session.loop().counters().add(Counter.COM_BACKEND_STMT_PREPARE, 1);
        BackendStatements statements = connection.state().statements();
        statements.makeRoom(session.loop().modules().backendSettings().get().maxStmtsPerConnection());
        ByteBuf prepare = statement.preparePacket(connection.channel().alloc());
        together = execute.goesTogether(connection);
        if (together) {
            execute.sendBehind(connection, statements.nextId(), prepare, this);
        } else {
            connection.runInternal(Command.COM_STMT_PREPARE, prepare, this);
        }
    }

    @Override
    public void answered(BackendConnection connection) {
        BackendState state = connection.state();
        if (!preparing && connection.answer().errorCode() == 0) {
            state.nowIn(schema, state.variables());
            prepare(connection);
        } else if (connection.answer().errorCode() == 0) {
            execute.learned(connection, state.statements().prepared(statement.shared(),
                    (int) connection.answer().statementId()), together);
        } else {
            refused(connection);
        }
    }

    private void refused(BackendConnection connection) {
        Answer answer = connection.answer();
        if (preparing) {
            connection.state().statements().notPrepared();
        }
        if (together) {
            execute.notLearned(new ErrPacket(answer.errorCode(), answer.sqlState(), answer.errorMessage()));
        } else {
            session.execution().refused(connection, answer.errorCode(), answer.sqlState(), answer.errorMessage());
        }
    }

    @Override
    public void lost(BackendConnection connection, String reason) {
        session.execution().lost(connection, reason); // it knows of no command yet
    }
}

package switchboard.mysql.proxy.session;

import java.util.function.BiConsumer;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendState;
import switchboard.mysql.proxy.backend.BackendStatement;
import switchboard.mysql.proxy.backend.CommandPackets;
import switchboard.mysql.proxy.backend.InternalCommand;
import switchboard.mysql.proxy.loop.Counter;

/**
 * Has a backend connection prepare a statement that a client prepared on another one: in the schema that was the client's
 * then, by which servers resolve its names for ever. The connection is left in that schema.
 */
final class StatementLesson implements InternalCommand {
    private final ClientSession session;
    private final ClientStatement statement;
    private final BiConsumer<BackendConnection, BackendStatement> then;
    private final String schema;
    private boolean preparing;

    /** @param then gets the connection with its statement; what fails is the execution's to tell */
    StatementLesson(ClientSession session, ClientStatement statement,
            BiConsumer<BackendConnection, BackendStatement> then) {
        this.session = session;
        this.statement = statement;
        this.then = then;
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
        connection.runInternal(Command.COM_STMT_PREPARE, statement.preparePacket(connection.channel().alloc()), this);
    }

    @Override
    public void answered(BackendConnection connection) {
        var answer = connection.answer();
        BackendState state = connection.state();
        if (answer.errorCode() != 0) {
            session.execution().refused(connection, answer.errorCode(), answer.sqlState(), answer.errorMessage());
        } else if (preparing) {
            then.accept(connection, state.statements().prepared(statement.shared(), (int) answer.statementId(),
                    session.loop().modules().backendSettings().get().maxStmtsPerConnection()));
        } else {
            state.nowIn(schema, state.variables());
            prepare(connection);
        }
    }

    @Override
    public void lost(BackendConnection connection, String reason) {
        session.execution().lost(connection, reason); // it knows of no command yet
    }
}

package switchboard.mysql.proxy.session;

import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.StateSync;
import switchboard.mysql.proxy.variables.SessionVariables;

/** Brings a connection into a session's state together with its LAST_INSERT_ID(), for the one statement that asks. */
final class InsertIdSync implements StateSync.Then {
    private static final String NAME = "last_insert_id";

    private final Execution execution;
    private final SessionVariables variables;

    private InsertIdSync(Execution execution, SessionVariables variables) {
        this.execution = execution;
        this.variables = variables;
    }

    static void bring(BackendConnection connection, SessionContext context, Execution execution) {
        SessionVariables variables = context.variables();
        StateSync.bring(connection, context.schema(),
                variables.with(NAME, NAME + "=" + Long.toUnsignedString(context.lastInsertId())),
                new InsertIdSync(execution, variables));
    }

    @Override
    public void ready(BackendConnection connection) {
        connection.state().nowIn(connection.state().schema(), variables); // an id is nothing that stays
        execution.ready(connection);
    }

    @Override
    public void refused(BackendConnection connection, int errorCode, String sqlState, String message) {
        execution.refused(connection, errorCode, sqlState, message);
    }

    @Override
    public void lost(BackendConnection connection, String reason) {
        execution.lost(connection, reason);
    }
}

package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendStatement;

/** Fetches rows of a cursor; with the last one the server closes it, and its connection is free again. */
final class FetchScript implements CommandScript {
    private final ClientSession session;
    private final BackendStatement statement;

    FetchScript(ClientSession session, BackendStatement statement) {
        this.session = session;
        this.statement = statement;
    }

    @Override
    public void ready(BackendConnection connection) {
        connection.send(session.execution(), Command.COM_STMT_FETCH, session.execution().command().packet().retain());
    }

    @Override
    public ByteBuf outgoing(ByteBuf bytes) {
        return bytes;
    }

    @Override
    public void complete(BackendConnection connection) {
        var answer = connection.answer();
        if (answer.errorCode() == 0 && (answer.statusFlags() & StatusFlag.SERVER_STATUS_LAST_ROW_SENT) != 0) {
            connection.state().statements().state(statement, false);
        }
    }

    @Override
    public void dropped() {
        // keeps nothing
    }
}

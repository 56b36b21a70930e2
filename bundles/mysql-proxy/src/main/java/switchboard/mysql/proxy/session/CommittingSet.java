package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.BackendState;
import switchboard.mysql.proxy.variables.SessionVariables;
import switchboard.mysql.proxy.variables.SetStatement;

/**
 * Runs a SET of autocommit that ends the open transaction. The session has its values when the server has committed: a server
 * that can't (XA, a deadlock with another node of a cluster) leaves autocommit off.
 */
final class CommittingSet implements CommandScript {
    private final ClientSession session;
    private final SetStatement set;
    private final SessionVariables after;

    /** @param after what the session has set then */
    CommittingSet(ClientSession session, SetStatement set, SessionVariables after) {
        this.session = session;
        this.set = set;
        this.after = after;
    }

    @Override
    public void ready(BackendConnection connection) {
        connection.send(session.execution(), Command.COM_QUERY, session.execution().command().packet().retain());
    }

    @Override
    public ByteBuf outgoing(ByteBuf bytes) {
        return bytes;
    }

    @Override
    public void complete(BackendConnection connection) {
        BackendState state = connection.state();
        if (connection.answer().errorCode() != 0) {
            state.nowIn(state.schema(), null); // what stands before autocommit may be set
            return;
        }
        SessionVariables before = state.variables();
        state.nowIn(state.schema(), before == null ? null : set.applyTo(before));
        session.context().variables(after);
        session.context().nextSetIsKnown();
    }

    @Override
    public void dropped() {
        // keeps nothing
    }
}

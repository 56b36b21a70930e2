package switchboard.mysql.proxy.session;

import switchboard.mysql.proxy.backend.BackendConnection;

/** What follows when a command's connection is lost: it is sent again on another one, or the client is told. One for a session. */
final class ConnectionLoss {
    private final ClientSession session;
    private final Execution execution;
    private final AnswerOutput output;
    private final ErrorAnswer errors;
    private final SecondTry again;

    ConnectionLoss(ClientSession session, Execution execution, AnswerOutput output, ErrorAnswer errors,
            SecondTry again) {
        this.session = session;
        this.execution = execution;
        this.output = output;
        this.errors = errors;
        this.again = again;
    }

    /**
     * Takes the connection away from the command, which begins again or ends.
     *
     * @param unsent whether its server can't have run it
     * @param sendingFile whether a file of the client's goes to the server
     */
    void lost(BackendConnection gone, String reason, boolean unsent, boolean sendingFile) {
        boolean bound = gone.isBound();
        boolean repeats = unsent && again.isAllowedUnsent(gone) || again.isAllowed(gone, sendingFile);
        execution.leave();
        session.backends().detach(gone);
        gone.close(reason);
        if (repeats) {
            execution.command().retried();
            again.rewind();
            execution.obtain();
        } else if (output.hasBegun() && !errors.serverLeaves()) {
            session.close("the server's connection broke in the middle of an answer: " + reason);
        } else {
            tell(bound, reason);
        }
    }

    private void tell(boolean bound, String reason) {
        if (!output.hasBegun()) {
            errors.tellLost(execution.command().script());
        }
        execution.drop();
        if (bound) { // before the next command begins: it would run without the state that is lost
            session.closeAfterFlush("its server connection broke in a transaction or with session state: " + reason);
        } else {
            session.commandDone();
        }
    }

    /** A server shuts down in its answer's stead. */
    void serverLeft(BackendConnection by, boolean sendingFile) {
        by.holder(null);
        by.close("its server shuts down");
        output.flush();
        lost(by, "its server shuts down", false, sendingFile);
    }

    /** Its server writes no longer: the statement, which has not begun, goes to whichever server does in a while. */
    void writesNoLonger(BackendConnection by) {
        if (errors.serverLeaves()) {
            session.backends().detach(by);
            by.close("its node is not ready");
        } else {
            session.backends().release(by);
        }
        again.rewind();
        execution.pause(again.pauseMillis());
    }
}

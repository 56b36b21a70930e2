package switchboard.mysql.proxy.session;

/** A session begins anew on its connection: COM_RESET_CONNECTION and COM_CHANGE_USER. */
final class SessionRestart {
    private final ClientSession session;

    SessionRestart(ClientSession session) {
        this.session = session;
    }

    /** Back to the state after login; the client hears of it when its locks are free. */
    void reset() {
        forget();
        leaveBackends(() -> {
            session.replies().ok();
            session.commandDone();
        });
    }

    /** From now on it is this user's. */
    void as(SessionLogin begin) {
        session.sessions().leaveUser(session.account().username());
        forget();
        session.context().begin(begin);
        leaveBackends(() -> {
            session.replies().answerFrom(begin.login().nextSequenceId());
            session.replies().ok();
            session.commandDone();
        });
    }

    private void forget() {
        session.statements().forgetAll();
        session.context().reset();
        session.causalReads().forget();
        session.clock().inTransaction(false);
        session.queries().originChanged();
    }

    private void leaveBackends(Runnable then) {
        session.backends().releaseAll(() -> {
            if (!session.input().isClosed()) {
                then.run();
            }
        });
    }
}

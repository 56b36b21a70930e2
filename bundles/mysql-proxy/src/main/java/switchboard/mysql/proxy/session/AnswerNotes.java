package switchboard.mysql.proxy.session;

import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.loop.ProxyLoop;
import switchboard.mysql.proxy.route.KnownQuery;

/** What is noted of an answer: for the session, its connection and the statistics. One object for a session. */
final class AnswerNotes {
    private final ClientSession session;
    private final ProxyLoop loop;
    private final FinishedQuery finished;

    AnswerNotes(ClientSession session, ProxyLoop loop) {
        this.session = session;
        this.loop = loop;
        this.finished = new FinishedQuery(session, loop);
    }

    /** A server has answered. */
    void answered(RunningCommand command, BackendConnection by) {
        Answer answer = by.answer();
        KnownQuery known = command.known();
        Binding.note(session, by, answer, command.command(), known, command.decision());
        BriefBinding.endElsewhere(session, by, answer, command.command(), known);
        session.learnFrom(by, answer, known);
        WriterChange.note(known, answer, by);
        session.causalReads().note(known, answer, command.hostgroup());
        finished.report(known, command.command(), command.hostgroup(), command.sinceNanos(), answer);
    }

    /** Whether its warnings are to be logged: the server has to be asked for them. */
    boolean wantsWarnings(RunningCommand command, Answer answer) {
        return answer.warnings() > 0 && command.known() != null && loop.settings().session().logWarnings()
                && command.command() != Command.COM_STMT_PREPARE
                && !LastStatement.isQuestion(command.known().traits().kind());
    }

    /** The proxy has answered a statement itself. */
    void answeredLocally(KnownQuery statement) {
        boolean timed = loop.settings().statistics().commands();
        finished.count(statement.traits().type(),
                timed ? (loop.nanos() - session.commandSinceNanos()) / 1000 : 0);
    }

    /** The cache has answered a statement. */
    void answeredFromCache(KnownQuery statement) {
        session.context().last().fromCache();
        finished.fromCache(statement, session.commandSinceNanos());
    }
}

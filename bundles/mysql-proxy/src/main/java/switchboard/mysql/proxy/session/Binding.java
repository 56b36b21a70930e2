package switchboard.mysql.proxy.session;

import switchboard.api.query.Decision;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.route.StatementKind;

/** What binds a backend connection to the session whose command it has just answered (ProxySQL 2.7 manual, multiplexing). */
final class Binding {
    private Binding() {
    }

    /**
     * Notes what binds the connection from now on, and what no longer does.
     *
     * @param known null for a command without a statement
     */
    static void note(ClientSession session, BackendConnection by, Answer answer, int command, KnownQuery known,
            Decision decision) {
        int add = 0;
        int remove = HeldBy.HAS_WARNINGS;
        boolean success = answer.errorCode() == 0;
        if (known != null && command != Command.COM_STMT_PREPARE) {
            boolean unknownSet = known.traits().kind() == StatementKind.SET && !session.takeSetIsKnown();
            if (success) {
                add = known.traits().holds() | (unknownSet ? HeldBy.UNKNOWN_SET : 0);
                remove |= known.traits().frees();
            }
        }
        if (decision.multiplex() != null) {
            switch (decision.multiplex()) {
                case 0 -> add |= HeldBy.NO_MULTIPLEX;
                case 1 -> remove |= HeldBy.NO_MULTIPLEX;
                default -> add &= ~HeldBy.USER_VARIABLE;
            }
        }
        if (success && answer.warnings() > 0 && command == Command.COM_QUERY
                && by.server().handlesWarnings(session.loop().settings().handleWarnings())) {
            add |= HeldBy.HAS_WARNINGS;
        }
        if (!by.server().multiplexes()) {
            add |= HeldBy.NO_MULTIPLEX_HG;
        } else {
            remove |= HeldBy.NO_MULTIPLEX_HG;
        }
        if (!by.inTransaction()) {
            remove |= HeldBy.HAS_SAVEPOINT;
            add &= ~HeldBy.HAS_SAVEPOINT;
        }
        if (add != 0 || by.state().heldBy() != 0) {
            by.state().hold(add, remove & ~add);
        }
    }
}

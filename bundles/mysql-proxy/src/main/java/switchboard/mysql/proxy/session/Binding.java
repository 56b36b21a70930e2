package switchboard.mysql.proxy.session;

import switchboard.api.query.Decision;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.route.CommandType;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.route.NamedState;
import switchboard.mysql.proxy.route.StatementBatch;
import switchboard.mysql.proxy.route.StatementKind;
import switchboard.mysql.proxy.route.StatementTraits;
import switchboard.mysql.proxy.route.WarningUse;

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
            boolean unknownSet = known.traits().kind() == StatementKind.SET && !session.context().takeSetIsKnown();
            StatementTraits traits = known.traits();
            if (success) {
                add = traits.holds() | (unknownSet ? HeldBy.UNKNOWN_SET : 0);
                remove |= traits.frees() | HeldBy.TRANSACTION_UNKNOWN;
            } else {
                // it may have got so far as to assign it, or to run the first of several
                add = traits.batch() ? traits.holds() : traits.holds() & HeldBy.USER_VARIABLE;
                if (traits.type() == CommandType.CALL && by.abilities().reportsChanges()) {
                    add |= HeldBy.UNKNOWN_SET; // it tells with its next answer what the procedure set before
                }
            }
            if (traits.kind() != StatementKind.SET && !ServerReport.follow(session, by, answer, known)) {
                add |= HeldBy.UNKNOWN_SET;
            }
            if (traits.type() == CommandType.CALL) { // SELECT INTO @a and GET_LOCK() are never reported
                by.state().suspect(session.id());
            }
            if (traits.batch()) {
                followSchema(session, by, success ? Integer.MAX_VALUE : answer.results());
            }
            if (traits.type() == CommandType.DROP_DATABASE && success) {
                DroppedSchema.forget(session, by);
            }
            int named = (add | remove) & NamedState.KINDS;
            if (named != 0) {
                int bound = NamedBinding.note(by, traits, session.execution().command().statementText(),
                        session.context().schema());
                add = add & ~NamedState.KINDS | bound;
                remove |= NamedState.KINDS & ~bound;
            }
            if ((add & (HeldBy.USER_VARIABLE | HeldBy.UNKNOWN_SET)) != 0) {
                session.context().onlyKnownTo(by, session.execution().command().statementText());
            }
        }
        if (!success && !session.context().autocommit()) {
            add |= HeldBy.TRANSACTION_UNKNOWN;
        }
        if (decision.multiplex() != null) {
            switch (decision.multiplex()) {
                case 0 -> add |= HeldBy.NO_MULTIPLEX;
                case 1 -> remove |= HeldBy.NO_MULTIPLEX;
                default -> add &= ~HeldBy.USER_VARIABLE;
            }
        }
        boolean handlesWarnings = by.server().handlesWarnings(session.loop().settings().handleWarnings());
        if (success && answer.warnings() > 0 && command != Command.COM_STMT_PREPARE && known != null
                && handlesWarnings) {
            add |= HeldBy.HAS_WARNINGS;
        }
        if ((answer.statusFlags() & StatusFlag.SERVER_STATUS_AUTOCOMMIT) != 0) {
            remove |= HeldBy.AUTOCOMMIT_OFF;
        } else if (session.loop().settings().session().autocommitFalseIsTransaction()) {
            add |= HeldBy.AUTOCOMMIT_OFF;
        }
        if (command == Command.COM_STMT_EXECUTE
                && (answer.statusFlags() & StatusFlag.SERVER_STATUS_CURSOR_EXISTS) != 0) {
            add |= HeldBy.FOUND_ROWS; // only the server knows how many it has found
        } else if ((answer.statusFlags() & StatusFlag.SERVER_STATUS_LAST_ROW_SENT) != 0) {
            remove |= HeldBy.FOUND_ROWS; // they were counted
        }
        if (!by.server().multiplexes()) {
            add |= HeldBy.NO_MULTIPLEX_HG;
        } else {
            remove |= HeldBy.NO_MULTIPLEX_HG;
        }
        if (!keepsSavepoints(by, answer, known)) {
            remove |= HeldBy.HAS_SAVEPOINT;
            add &= ~HeldBy.HAS_SAVEPOINT;
        }
        int briefly = success ? BriefBinding.of(by, answer, command, known) : BriefBinding.ofError(by, known, command);
        briefly &= handlesWarnings ? ~0 : ~HeldBy.HAS_WARNINGS;
        remove &= ~briefly;
        if (add != 0 || by.state().heldBy() != 0) {
            if (known != null && known.traits().warnings() == WarningUse.ASKS) {
                remove &= ~HeldBy.HAS_WARNINGS;
            } else if (answer.columnCount() > 0 && command != Command.COM_STMT_PREPARE
                    && (known == null || known.traits().findsRows())) {
                remove |= HeldBy.FOUND_ROWS; // other rows were found
            }
            by.state().hold(add, remove & ~add);
        }
        briefly &= ~by.state().heldBy() | HeldBy.HAS_WARNINGS;
        if ((briefly & ~add) != 0) {
            by.state().holdBriefly(briefly & ~add, session.loop().nanos());
        }
    }

    /** While autocommit is off a savepoint may stand before the transaction's first table. */
    private static boolean keepsSavepoints(BackendConnection by, Answer answer, KnownQuery known) {
        boolean ends = known != null && (known.traits().kind() == StatementKind.COMMIT
                || known.traits().kind() == StatementKind.ROLLBACK);
        return by.inTransaction() || !ends && (answer.statusFlags() & StatusFlag.SERVER_STATUS_AUTOCOMMIT) == 0;
    }

    /** One of several statements may have been USE. */
    private static void followSchema(ClientSession session, BackendConnection by, int ran) {
        String text = session.execution().command().statementText();
        String used = text == null ? null : StatementBatch.schemaUsedIn(text, ran);
        if (used != null) {
            session.schema(used);
            by.state().nowIn(used, by.state().variables());
        }
    }
}

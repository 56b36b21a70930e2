package switchboard.mysql.proxy.session;

import java.util.List;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.backend.HeldBy;
import switchboard.mysql.proxy.route.CommandType;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.route.RowsFound;

/**
 * What only a connection may know of the statement that it has just run, and clients ask at once or not at all: for that
 * it stays with its session until the next statement, or a second or two.
 */
final class BriefBinding {
    private static final int LOCK_NOWAIT = 3572;

    private BriefBinding() {
    }

    /** Reasons ({@link HeldBy}) after a statement that was run. */
    static int of(BackendConnection by, Answer answer, int command, KnownQuery known) {
        int reasons = 0;
        boolean mariaDb = by.login().mariaDb();
        if ((by.state().heldBy() & HeldBy.HAS_WARNINGS) != 0 && answer.warnings() == 0 && mariaDb
                && (known == null || known.traits().warnings().mayBeKeptBy(true))) {
            reasons |= HeldBy.HAS_WARNINGS; // older ones
        }
        if (known != null && command != Command.COM_STMT_PREPARE && answer.columnCount() == 0
                && known.traits().found() == RowsFound.UNCLEAR) {
            reasons |= HeldBy.FOUND_ROWS;
        }
        return reasons;
    }

    /** What the session's other connections know of older statements is of no use any more. */
    static void endElsewhere(ClientSession session, BackendConnection by, Answer answer, int command,
            KnownQuery known) {
        if (known == null || command == Command.COM_STMT_PREPARE || !session.backends().hasSeveral()) {
            return;
        }
        int over = known.traits().warnings().mayBeKeptBy(by.login().mariaDb()) && answer.warnings() == 0
                ? 0
                : HeldBy.HAS_WARNINGS;
        if (answer.columnCount() > 0 && known.traits().findsRows()) {
            over |= HeldBy.FOUND_ROWS;
        }
        for (BackendConnection other : List.copyOf(session.backends().all())) {
            if (other != by && (other.state().heldBy() & over) != 0) {
                other.state().hold(0, over);
                session.backends().release(other);
            }
        }
    }

    /**
     * The same after one that failed: MariaDB puts a note with the line beside the error of a procedure, MySQL the storage
     * engine's own error beside that of NOWAIT.
     */
    static int ofError(BackendConnection by, KnownQuery known, int command) {
        boolean code = known != null && command != Command.COM_STMT_PREPARE && by.login().mariaDb()
                && (known.traits().type() == CommandType.CALL || (known.traits().holds() & HeldBy.UNKNOWN_SET) != 0);
        return code || by.answer().errorCode() == LOCK_NOWAIT ? HeldBy.HAS_WARNINGS : 0;
    }
}

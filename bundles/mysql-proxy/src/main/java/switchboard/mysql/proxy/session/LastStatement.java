package switchboard.mysql.proxy.session;

import java.util.List;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.backend.BackendConnection;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.route.RowsFound;
import switchboard.mysql.proxy.route.StatementKind;
import switchboard.mysql.proxy.route.WarningUse;

/**
 * What a session may ask about its last statement: ROW_COUNT(), FOUND_ROWS(), SHOW WARNINGS. The connection that could
 * tell may serve another session by now.
 */
final class LastStatement {
    private static final long ROWS_WERE_RETURNED = -1;
    private static final long AT_FIRST = 1; // as MariaDB 11.4 says

    private int warnings;
    private int errorCode;
    private String errorMessage = "";
    private long rowCount;
    private long foundRows = AT_FIRST;
    private BackendConnection toldAt; // its server has them, if it is still the session's
    private boolean mariaDb; // what has answered last
    private String sqlState = "";
    private boolean countsFetched; // nothing has found other rows since a cursor was opened

    /**
     * A server has answered.
     *
     * @param known null for a command without a statement
     */
    void answered(BackendConnection by, Answer answer, KnownQuery known) {
        mariaDb = by.login().mariaDb();
        boolean refused = answer.errorCode() != 0; // MySQL prepares no SHOW ERRORS, and that is the last error then
        if (known != null && isQuestion(known.traits().kind()) && !refused) {
            rowCount = ROWS_WERE_RETURNED;
            return;
        }
        if (known != null && known.traits().warnings() == WarningUse.ASKS && answer.columnCount() == 0 && !refused) {
            return; // GET DIAGNOSTICS
        }
        if (answer.statementId() != 0) { // prepared, not run
            return;
        }
        boolean cursor = (answer.statusFlags()
                & (StatusFlag.SERVER_STATUS_CURSOR_EXISTS | StatusFlag.SERVER_STATUS_LAST_ROW_SENT)) != 0;
        if (known == null && cursor && answer.columnCount() == 0 && !refused) { // COM_STMT_FETCH
            foundRows += countsFetched ? answer.rowsOfLastResult() : 0;
            return;
        }
        if (!keepsWarnings(known) || answer.warnings() > 0) {
            warnings = answer.warnings();
            errorCode = 0;
            toldAt = by;
        }
        if (refused) {
            failed(answer.errorCode(), answer.errorMessage());
            sqlState = answer.sqlState();
            toldAt = by;
        } else if (known != null && known.traits().kind() == StatementKind.SET && !known.traits().batch()) {
            rowCount = 0;
        } else if (answer.columnCount() > 0) {
            rowCount = answer.endsWithRows() ? ROWS_WERE_RETURNED : answer.affectedRows();
            if (known == null || known.traits().findsRows() || known.traits().found() == RowsFound.UNCLEAR) {
                foundRows = answer.rowsOfLastResult();
                countsFetched = cursor;
            }
        } else {
            rowCount = answer.affectedRows();
            if (known != null && !known.traits().batch()) {
                foundWithoutRows(answer, known.traits().found());
            }
        }
    }

    private void foundWithoutRows(Answer answer, RowsFound found) {
        long now = switch (found) {
            case TOLD -> answer.affectedRows();
            case TOLD_BY_MARIADB -> mariaDb ? answer.affectedRows() : foundRows;
            case ONE_BY_MYSQL -> mariaDb ? foundRows : 1;
            case NOT_TOLD, UNCLEAR -> foundRows;
        };
        countsFetched &= now == foundRows && found != RowsFound.TOLD;
        foundRows = now;
    }

    /** Of a statement that leaves none itself. */
    private boolean keepsWarnings(KnownQuery known) {
        return known == null ? mariaDb : known.traits().warnings().isKeptBy(mariaDb);
    }

    /** The client got an error. */
    void failed(int code, String message) {
        sqlState = "HY000";
        toldAt = null;
        warnings = 0;
        errorCode = code;
        errorMessage = message;
        rowCount = ROWS_WERE_RETURNED;
    }

    /** The proxy has answered a statement itself. */
    void answeredHere(StatementKind kind) {
        switch (kind) {
            case SHOW_WARNINGS, SHOW_COUNT_WARNINGS, SHOW_ERRORS -> rowCount = ROWS_WERE_RETURNED;
            case SET, USE, COMMIT, ROLLBACK, KILL, LOAD_LOCAL, INTERNAL, OTHER -> {
                passedBy();
                rowCount = 0;
            }
            case CONNECTION_ID, LAST_INSERT_ID, VERSION_COMMENT, USER, ROW_COUNT, FOUND_ROWS -> {
                passedBy();
                rowCount = ROWS_WERE_RETURNED;
                foundRows = 1;
                countsFetched = false;
            }
        }
    }

    /** The cache has answered. */
    void fromCache() {
        clearDiagnostics();
        rowCount = ROWS_WERE_RETURNED;
    }

    /** What the proxy answers with one row that FOUND_ROWS() tells of. */
    static boolean findsOneRow(StatementKind kind) {
        return switch (kind) {
            case CONNECTION_ID, LAST_INSERT_ID, VERSION_COMMENT, USER, ROW_COUNT, FOUND_ROWS -> true;
            case SHOW_WARNINGS, SHOW_COUNT_WARNINGS, SHOW_ERRORS, SET, USE, COMMIT, ROLLBACK, KILL, LOAD_LOCAL,
                    INTERNAL,
                    OTHER ->
                false;
        };
    }

    /** What they ask about stays. */
    static boolean isQuestion(StatementKind kind) {
        return kind == StatementKind.SHOW_WARNINGS || kind == StatementKind.SHOW_ERRORS
                || kind == StatementKind.SHOW_COUNT_WARNINGS;
    }

    /** Whether the proxy's answer to such a statement leaves older warnings, as the session's server would. */
    boolean leavesWarnings(StatementKind kind) {
        return mariaDb || isQuestion(kind);
    }

    /** A statement without a table. */
    private void passedBy() {
        if (!mariaDb) {
            clearDiagnostics();
        }
    }

    /** COM_PING was answered: nothing else changes with it. */
    void pinged() {
        rowCount = 0;
    }

    /** They were not asked for in time. */
    void warningsAreGone() {
        warnings = 0;
    }

    private void clearDiagnostics() {
        warnings = 0;
        errorCode = 0;
        toldAt = null;
    }

    /** Whether this connection's server tells of them what the session knows. */
    boolean isToldAt(BackendConnection connection) {
        return toldAt == connection;
    }

    /** A connection is no longer the session's. */
    void left(BackendConnection connection) {
        if (toldAt == connection) {
            toldAt = null;
        }
    }

    void reset() {
        clearDiagnostics();
        rowCount = 0;
        foundRows = AT_FIRST;
    }

    /** Rows of SHOW WARNINGS and SHOW ERRORS, as far as the session knows them: the error that it got. */
    List<Object[]> rows() {
        return errorCode == 0
                ? List.of()
                : List.<Object[]>of(new Object[]{"Error", Integer.toString(errorCode), errorMessage});
    }

    int warnings() {
        return errorCode == 0 ? warnings : 1;
    }

    /** Of the error that the session got last; 0 if a statement has ended it since. */
    int errorCode() {
        return errorCode;
    }

    String errorMessage() {
        return errorMessage;
    }

    String sqlState() {
        return sqlState;
    }

    /** As ROW_COUNT() says: -1 after rows or an error. */
    long rowCount() {
        return rowCount;
    }

    long foundRows() {
        return foundRows;
    }
}

package switchboard.mysql.proxy.session;

import java.util.List;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.track.Answer;
import switchboard.mysql.proxy.route.KnownQuery;
import switchboard.mysql.proxy.route.StatementKind;

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
    private boolean countsFetched; // nothing has found other rows since a cursor was opened

    /**
     * A server has answered.
     *
     * @param known null for a command without a statement
     */
    void answered(Answer answer, KnownQuery known) {
        boolean refused = answer.errorCode() != 0; // MySQL prepares no SHOW ERRORS, and that is the last error then
        if (known != null && isQuestion(known.traits().kind()) && !refused) {
            rowCount = ROWS_WERE_RETURNED;
            return;
        }
        if (answer.statementId() != 0) { // prepared, not run
            return;
        }
        boolean cursor = (answer.statusFlags()
                & (StatusFlag.SERVER_STATUS_CURSOR_EXISTS | StatusFlag.SERVER_STATUS_LAST_ROW_SENT)) != 0;
        if (cursor && answer.columnCount() == 0 && !refused) { // COM_STMT_FETCH
            foundRows += countsFetched ? answer.rowsOfLastResult() : 0;
            return;
        }
        warnings = answer.warnings();
        errorCode = 0;
        if (refused) {
            failed(answer.errorCode(), answer.errorMessage());
        } else if (known != null && known.traits().kind() == StatementKind.SET && !known.traits().batch()) {
            rowCount = 0;
        } else if (answer.columnCount() > 0) {
            rowCount = answer.endsWithRows() ? ROWS_WERE_RETURNED : answer.affectedRows();
            if (known == null || known.traits().findsRows()) {
                foundRows = answer.rowsOfLastResult();
                countsFetched = cursor;
            }
        } else {
            rowCount = answer.affectedRows();
            if (known != null && known.traits().findsRows() && !known.traits().batch()) {
                foundRows = rowCount;
                countsFetched = false;
            }
        }
    }

    /** The client got an error. */
    void failed(int code, String message) {
        errorCode = code;
        errorMessage = message;
        rowCount = ROWS_WERE_RETURNED;
    }

    /** The proxy has answered a statement itself. */
    void answeredHere(StatementKind kind) {
        switch (kind) {
            case SHOW_WARNINGS, SHOW_COUNT_WARNINGS, SHOW_ERRORS -> rowCount = ROWS_WERE_RETURNED;
            case SET, USE, COMMIT, ROLLBACK, KILL, LOAD_LOCAL, INTERNAL, OTHER -> {
                clearDiagnostics();
                rowCount = 0;
            }
            case CONNECTION_ID, LAST_INSERT_ID, VERSION_COMMENT, USER, ROW_COUNT, FOUND_ROWS -> {
                clearDiagnostics();
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

    /** What they ask about stays. */
    static boolean isQuestion(StatementKind kind) {
        return kind == StatementKind.SHOW_WARNINGS || kind == StatementKind.SHOW_ERRORS
                || kind == StatementKind.SHOW_COUNT_WARNINGS;
    }

    private void clearDiagnostics() {
        warnings = 0;
        errorCode = 0;
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

    /** As ROW_COUNT() says: -1 after rows or an error. */
    long rowCount() {
        return rowCount;
    }

    long foundRows() {
        return foundRows;
    }
}

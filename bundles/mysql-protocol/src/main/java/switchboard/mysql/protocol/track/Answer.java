package switchboard.mysql.protocol.track;

import java.nio.charset.StandardCharsets;
import switchboard.mysql.protocol.ErrorCode;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.packet.ErrPacket;

/**
 * What a server's answer said; filled by {@link ResponseTracker}, on its event loop. Valid until the next command:
 * who needs a value longer takes it.
 */
public final class Answer {
    private static final int MAX_MESSAGE_BYTES = Held.PREFIX;

    int statusFlags;
    int warnings;
    long affectedRows;
    long lastInsertId;
    long rows;
    long rowsBefore; // of the results before the last one
    boolean endsWithRows;
    long generatedId;
    int columnCount;
    int parameterCount;
    long statementId;
    int localInfileRequests;
    int results;
    boolean authenticationContinues;

    boolean changesUntold;
    private boolean sessionStateChanged;
    private SessionChanges changes;
    private int errorCode;
    private int errorLength;
    private final byte[] error = new byte[MAX_MESSAGE_BYTES]; // SQLSTATE and message, as sent

    /** Status flags are the connection's: they stay until the next OK or EOF. */
    void clear() {
        warnings = 0;
        affectedRows = 0;
        lastInsertId = 0;
        rows = 0;
        rowsBefore = 0;
        endsWithRows = false;
        generatedId = 0;
        columnCount = 0;
        parameterCount = 0;
        statementId = 0;
        localInfileRequests = 0;
        results = 0;
        authenticationContinues = false;
        changesUntold = false;
        sessionStateChanged = false;
        changes = null;
        errorCode = 0;
        errorLength = 0;
    }

    void status(int flags, int warningCount) {
        statusFlags = flags;
        warnings = warningCount;
        sessionStateChanged |= (flags & StatusFlag.SERVER_SESSION_STATE_CHANGED) != 0;
    }

    void changed(SessionChanges reported) {
        changes = reported;
    }

    /** Takes an ERR packet without its header byte. */
    void error(byte[] bytes, int from, int length) {
        statusFlags &= ~StatusFlag.SERVER_MORE_RESULTS_EXISTS; // an error ends all results
        errorCode = length < 2 ? 0 : bytes[from] & 0xFF | (bytes[from + 1] & 0xFF) << 8;
        if (errorCode == 0) { // 0 would look like success
            errorCode = ErrorCode.ER_UNKNOWN_ERROR;
        }
        errorLength = Math.max(0, length - 2);
        System.arraycopy(bytes, from + 2, error, 0, errorLength);
    }

    /** MySQL's error code, 0 if there was no ERR. */
    public int errorCode() {
        return errorCode;
    }

    /** SQLSTATE of the ERR, HY000 if it has none, empty if there was no ERR. */
    public String sqlState() {
        if (errorCode == 0) {
            return "";
        }
        return hasState() ? new String(error, 1, 5, StandardCharsets.ISO_8859_1) : ErrPacket.GENERAL_STATE;
    }

    /** Message of the ERR, at most 512 bytes; empty if there was none. */
    public String errorMessage() {
        int from = hasState() ? 6 : 0;
        return new String(error, from, errorLength - from, StandardCharsets.UTF_8);
    }

    private boolean hasState() {
        return errorLength >= 6 && error[0] == '#';
    }

    /** Of the last OK, unsigned. */
    public long affectedRows() {
        return affectedRows;
    }

    /** Of the last OK, unsigned. */
    public long lastInsertId() {
        return lastInsertId;
    }

    /** Of the last OK or EOF on this connection, also of an earlier answer; at first those of the login. */
    public int statusFlags() {
        return statusFlags;
    }

    /** Of the last OK or EOF. */
    public int warnings() {
        return warnings;
    }

    /** Rows of all results of the answer. */
    public long rows() {
        return rows;
    }

    /** The last id, unsigned, that any OK of the answer tells; 0 for none. */
    public long generatedId() {
        return generatedId;
    }

    /** Rows of the last result that has any columns. */
    public long rowsOfLastResult() {
        return rows - rowsBefore;
    }

    /** Whether the last result has columns; false if an OK follows it, as after CALL. */
    public boolean endsWithRows() {
        return endsWithRows;
    }

    /** Columns of the last result, or of the prepared statement; 0 without one. */
    public int columnCount() {
        return columnCount;
    }

    /** Parameters of the prepared statement. */
    public int parameterCount() {
        return parameterCount;
    }

    /** Id of the prepared statement, unsigned 32 bit. */
    public long statementId() {
        return statementId;
    }

    /** Whether the server asked the client for a file; its answer goes on when the file has been sent. */
    public boolean localInfileRequested() {
        return localInfileRequests > 0;
    }

    /** How many files the server has asked for: each LOAD DATA LOCAL of several statements asks for its own. */
    public int localInfileRequests() {
        return localInfileRequests;
    }

    /** Results that are whole, each with its OK or EOF: before an error, those of the statements that ran. */
    public int results() {
        return results;
    }

    /** Whether COM_CHANGE_USER needs packets of the client before its answer can go on. */
    public boolean authenticationContinues() {
        return authenticationContinues;
    }

    /** How the server says that its session has changed; null if it says nothing. */
    public SessionChanges changes() {
        return changes;
    }

    /**
     * Whether the session has changed and the server has not said how: MariaDB without CLIENT_DEPRECATE_EOF, whose rows end
     * with an EOF. The next OK on the connection tells.
     */
    public boolean changesUntold() {
        return changesUntold;
    }

    /** Whether any OK or EOF of the answer says that the session's state has changed. */
    public boolean sessionStateChanged() {
        return sessionStateChanged;
    }
}

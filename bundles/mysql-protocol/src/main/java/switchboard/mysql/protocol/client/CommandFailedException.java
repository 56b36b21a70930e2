package switchboard.mysql.protocol.client;

import switchboard.mysql.protocol.packet.ErrPacket;

/**
 * A server answered with an error, or the connection ended before it answered. Without a stack trace: it is not our bug.
 */
public final class CommandFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String sqlState;

    /** An error as clients of MySQL know it; codes from 2000 to 2999 are our own. */
    public CommandFailedException(int code, String sqlState, String message) {
        super(message);
        this.code = code;
        this.sqlState = sqlState;
    }

    CommandFailedException(ErrPacket error) {
        this(error.code(), error.sqlState(), error.message());
    }

    public int code() {
        return code;
    }

    public String sqlState() {
        return sqlState;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}

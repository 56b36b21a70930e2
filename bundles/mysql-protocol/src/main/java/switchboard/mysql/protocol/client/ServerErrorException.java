package switchboard.mysql.protocol.client;

import switchboard.mysql.protocol.packet.ErrPacket;

/** What a server refused, as clients of MySQL know it. Without a stack trace: it is not our bug. */
public abstract sealed class ServerErrorException extends Exception
        permits CommandFailedException, LoginRefusedException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String sqlState;

    /** Codes from 2000 to 2999 are our own. */
    ServerErrorException(int code, String sqlState, String message) {
        super(message);
        this.code = code;
        this.sqlState = sqlState;
    }

    ServerErrorException(ErrPacket error) {
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

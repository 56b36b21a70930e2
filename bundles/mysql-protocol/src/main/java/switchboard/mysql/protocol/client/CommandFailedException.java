package switchboard.mysql.protocol.client;

import switchboard.mysql.protocol.packet.ErrPacket;

/** A server answered with an error, or the connection ended before it answered. */
public final class CommandFailedException extends ServerErrorException {
    private static final long serialVersionUID = 1;

    public CommandFailedException(int code, String sqlState, String message) {
        super(code, sqlState, message);
    }

    CommandFailedException(ErrPacket error) {
        super(error);
    }
}

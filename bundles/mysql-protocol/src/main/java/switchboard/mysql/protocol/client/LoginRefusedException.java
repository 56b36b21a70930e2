package switchboard.mysql.protocol.client;

import switchboard.mysql.protocol.packet.ErrPacket;

/** A server did not let us in, or the connection ended before it could. */
public final class LoginRefusedException extends ServerErrorException {
    private static final long serialVersionUID = 1;

    public LoginRefusedException(int code, String sqlState, String message) {
        super(code, sqlState, message);
    }

    LoginRefusedException(ErrPacket error) {
        super(error);
    }
}

package switchboard.mysql.protocol;

import io.netty.handler.codec.DecoderException;

/** The peer sent bytes that are no packet. Without a stack trace: it is not our bug. */
public final class MalformedPacketException extends DecoderException {
    private static final long serialVersionUID = 1;

    public MalformedPacketException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}

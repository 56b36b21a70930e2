package switchboard.mysql.protocol;

import io.netty.handler.codec.DecoderException;

/** A header announced more than the limit. Without a stack trace: it is not our bug. */
public final class PacketTooLargeException extends DecoderException {
    private static final long serialVersionUID = 1;

    private final long announcedBytes;
    private final int limitBytes;

    public PacketTooLargeException(long announcedBytes, int limitBytes) {
        super("packet of " + announcedBytes + " bytes exceeds the limit of " + limitBytes);
        this.announcedBytes = announcedBytes;
        this.limitBytes = limitBytes;
    }

    /** Payload announced so far, all parts of the message together. */
    public long announcedBytes() {
        return announcedBytes;
    }

    public int limitBytes() {
        return limitBytes;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}

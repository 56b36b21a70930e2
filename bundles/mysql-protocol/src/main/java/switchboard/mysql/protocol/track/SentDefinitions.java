package switchboard.mysql.protocol.track;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.hash.SpookyHash;

/** The column definitions that a client has of one prepared statement, as a hash of 128 bits. On its event loop. */
public final class SentDefinitions {
    private static final int NONE = 0;

    private int length = NONE;
    private long low;
    private long high;

    /** Whether the client has these; if not it is about to get them. */
    boolean same(ByteBuf bytes, int from, int count, SpookyHash hash) {
        byte[] copy = new byte[count];
        bytes.getBytes(from, copy);
        hash.hash128(copy, 0, count, 0, 0);
        boolean same = count == length && hash.low() == low && hash.high() == high;
        length = count;
        low = hash.low();
        high = hash.high();
        return same;
    }

    /** The client gets others, or nobody knows which. */
    void forget() {
        length = NONE;
    }
}

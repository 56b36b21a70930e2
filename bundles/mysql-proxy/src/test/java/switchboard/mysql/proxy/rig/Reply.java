package switchboard.mysql.proxy.rig;

import java.util.List;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.OkPacket;

/**
 * What a client was answered: an OK, an error, or rows.
 *
 * @param rows each value as text, null for NULL; empty for OK and error
 */
public record Reply(OkPacket ok, ErrPacket error, List<List<String>> rows, int statusFlags) {
    public boolean isOk() {
        return ok != null;
    }

    /** Error code, 0 if it is none. */
    public int code() {
        return error == null ? 0 : error.code();
    }

    /** The first value of the first row. */
    public String value() {
        if (error != null) {
            throw new AssertionError("error instead of rows: " + error);
        }
        return rows.get(0).get(0);
    }

    public boolean inTransaction() {
        return (statusFlags & StatusFlag.SERVER_STATUS_IN_TRANS) != 0;
    }
}

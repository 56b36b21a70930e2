package switchboard.mysql.proxy.backend;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.protocol.packet.QueryAttributes;

/** Who uses a backend connection: a session while its command runs. Called on the event loop of both. */
public interface BackendUser {
    /** Bytes of the answer, in order. Takes the buffer over. */
    void answered(ByteBuf bytes);

    /** No more bytes for now, and the answer isn't complete: pass on what there is. */
    void answerPaused();

    /** The answer is complete; the connection's tracker tells what it was. */
    void answerComplete();

    /** The connection broke or was closed before the answer was complete. */
    void connectionLost(String reason);

    /** What the client has sent along with its statement. */
    default QueryAttributes attributes() {
        return QueryAttributes.NONE;
    }

    /** Whether reports of its session's changes stay in the answer: its client has CLIENT_SESSION_TRACK. */
    default boolean hearsOfChanges() {
        return true;
    }

    /** The server takes bytes again, or no longer. */
    void backendWritable(boolean writable);
}

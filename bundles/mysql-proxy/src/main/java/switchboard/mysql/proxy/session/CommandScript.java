package switchboard.mysql.proxy.session;

import io.netty.buffer.ByteBuf;
import switchboard.mysql.proxy.backend.BackendConnection;

/** A command that is more than forwarding: prepared statements. On the session's event loop. */
interface CommandScript {
    /** The connection is in the session's state: send the command on it. Called again when the command is repeated. */
    void ready(BackendConnection connection);

    /** Bytes of the answer before they go to the client. Takes the buffer over, gives one back, or null. */
    ByteBuf outgoing(ByteBuf bytes);

    /** An answer is complete: true if the script has sent another command of its own, whose answer follows. */
    default boolean continues(BackendConnection connection) {
        return false;
    }

    /** The answer is complete and passed on. */
    void complete(BackendConnection connection);

    /** Forgets what there is of an answer: the command ends, or is repeated. */
    void dropped();

    /** True if the server's error says only that it knows the statement no longer: the script is {@link #ready} once more. */
    default boolean learnsAgain(BackendConnection connection) {
        return false;
    }

    /** True if the script keeps an error instead of the client, because the command has no answer. */
    default boolean keepsError(int code, String sqlState, String message) {
        return false;
    }
}

package switchboard.mysql.protocol.client;

/**
 * Who waits for the answer to a command. One of the two is called, once, on the connection's event loop.
 *
 * @param <T> what the answer means to it
 */
public interface AnswerListener<T> {
    void answered(T answer);

    /** @param cause a {@link CommandFailedException}, or an IllegalStateException if a command was under way */
    void failed(Throwable cause);
}

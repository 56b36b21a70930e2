package switchboard.mysql.protocol.client;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Promise;

/** Where the answer to a command goes. */
sealed interface ExpectedAnswer {

    /** Whether these bytes are an answer that was read before; borrows them. */
    boolean isKnown(ByteBuf bytes);

    /** A copy of what came first, if it is worth learning; else null. */
    byte[] toLearn(ByteBuf bytes);

    /** After {@link #isKnown} said yes. */
    void answeredAsKnown();

    /** @param whole all bytes of it, from {@link #toLearn}; null if there was more */
    void answered(ResultRows rows, byte[] whole);

    void failed(Throwable cause);

    /** Each answer is read. */
    record Promised(Promise<ResultRows> promise) implements ExpectedAnswer {
        @Override
        public boolean isKnown(ByteBuf bytes) {
            return false;
        }

        @Override
        public byte[] toLearn(ByteBuf bytes) {
            return null;
        }

        @Override
        public void answeredAsKnown() {
            throw new IllegalStateException("no answer is known");
        }

        @Override
        public void answered(ResultRows rows, byte[] whole) {
            promise.trySuccess(rows);
        }

        @Override
        public void failed(Throwable cause) {
            promise.tryFailure(cause);
        }
    }

    /** Answers that were read before are not read again. */
    final class Repeated<T> implements ExpectedAnswer {
        private final RepeatedCommand<T> command;
        private final long capabilities;
        private final AnswerListener<T> listener;
        private T known;

        Repeated(RepeatedCommand<T> command, long capabilities, AnswerListener<T> listener) {
            this.command = command;
            this.capabilities = capabilities;
            this.listener = listener;
        }

        @Override
        public boolean isKnown(ByteBuf bytes) {
            known = command.find(bytes, capabilities);
            return known != null;
        }

        @Override
        public byte[] toLearn(ByteBuf bytes) {
            return RepeatedCommand.copy(bytes);
        }

        @Override
        public void answeredAsKnown() {
            listener.answered(known);
        }

        @Override
        public void answered(ResultRows rows, byte[] whole) {
            T read = command.read(rows);
            if (whole != null) {
                command.learn(whole, capabilities, read);
            }
            listener.answered(read);
        }

        @Override
        public void failed(Throwable cause) {
            listener.failed(cause);
        }
    }
}

package switchboard.mysql.protocol.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import switchboard.mysql.protocol.Command;

/**
 * A command that is sent again and again, to many servers, such as a check. Its packet is made once, and an answer that
 * is byte for byte one of the last ones is not read again: nearly all servers say the same nearly always. On one event
 * loop.
 *
 * @param <T> what an answer means; a value, since it is given to many
 */
public final class RepeatedCommand<T> {
    private static final int MAX_KNOWN = 4;
    private static final int MAX_KNOWN_BYTES = 1024;

    /** An answer that was read; how it is read depends on the capabilities. */
    private record Known<T>(ByteBuf bytes, long capabilities, T meaning) {
    }

    private final byte[] packet;
    private final Function<ResultRows, T> meaning;
    private final List<Known<T>> known = new ArrayList<>(MAX_KNOWN);
    private int oldest;

    private RepeatedCommand(int command, byte[] argument, Function<ResultRows, T> meaning) {
        this.packet = ClientConnection.packet(command, argument);
        this.meaning = Objects.requireNonNull(meaning);
    }

    /** One statement. */
    public static <T> RepeatedCommand<T> query(String sql, Function<ResultRows, T> meaning) {
        return new RepeatedCommand<>(Command.COM_QUERY, sql.getBytes(StandardCharsets.UTF_8), meaning);
    }

    /** COM_PING. */
    public static <T> RepeatedCommand<T> ping(Function<ResultRows, T> meaning) {
        return new RepeatedCommand<>(Command.COM_PING, new byte[0], meaning);
    }

    byte[] packet() {
        return packet;
    }

    /** What these bytes mean if they are an answer as it was read before; else null. Borrows them. */
    T find(ByteBuf answer, long capabilities) {
        int length = answer.readableBytes();
        for (int i = 0; i < known.size(); i++) {
            Known<T> one = known.get(i);
            if (one.bytes().readableBytes() == length && one.capabilities() == capabilities
                    && ByteBufUtil.equals(one.bytes(), 0, answer, answer.readerIndex(), length)) {
                return one.meaning();
            }
        }
        return null;
    }

    /** A copy to learn from once it is known to be a whole answer; null if it is too long to be kept. */
    static byte[] copy(ByteBuf answer) {
        return answer.readableBytes() > MAX_KNOWN_BYTES ? null : ByteBufUtil.getBytes(answer);
    }

    /** Learns that these bytes are an answer. */
    void learn(byte[] bytes, long capabilities, T read) {
        Known<T> learnt = new Known<>(Unpooled.wrappedBuffer(bytes), capabilities, read);
        if (known.size() < MAX_KNOWN) {
            known.add(learnt);
        } else {
            known.set(oldest, learnt);
            oldest = (oldest + 1) % MAX_KNOWN;
        }
    }

    T read(ResultRows answer) {
        return Objects.requireNonNull(meaning.apply(answer));
    }
}

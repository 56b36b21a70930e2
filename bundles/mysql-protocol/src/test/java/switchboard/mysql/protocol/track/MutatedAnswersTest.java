package switchboard.mysql.protocol.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Mutation;

/** Whatever a server answers is followed to an end or found broken, and the same wherever the bytes are cut. */
class MutatedAnswersTest {
    private static final int ROUNDS = 1500;
    private static final int MORE = 2 | 8;

    static Stream<Arguments> answers() {
        return LongStream.of(0, Capability.CLIENT_DEPRECATE_EOF, Capability.CLIENT_SESSION_TRACK,
                Capability.CLIENT_DEPRECATE_EOF | Capability.CLIENT_SESSION_TRACK).boxed().flatMap(
                        has -> Stream.of(
                                answer(has, Command.COM_QUERY, new ServerAnswer(has).ok(300, 70_000, 2, 1)),
                                answer(has, Command.COM_QUERY,
                                        new ServerAnswer(has).err(1146, "42S02", "no such table")),
                                answer(has, Command.COM_QUERY, new ServerAnswer(has).text(3, 5, 2)),
                                answer(has, Command.COM_QUERY,
                                        new ServerAnswer(has).text(1, 2, MORE).ok(1, 1, MORE, 0).broken(2, 2, 1317)),
                                answer(has, Command.COM_QUERY, new ServerAnswer(has).payload(0xFB, 'f').ok(7, 0, 2, 0)),
                                answer(has, Command.COM_STMT_EXECUTE, new ServerAnswer(has).binary(2, 4, 2)),
                                answer(has, Command.COM_STMT_FETCH, new ServerAnswer(has).fetched(2, 4, 2 | 64)),
                                answer(has, Command.COM_STMT_PREPARE, new ServerAnswer(has).prepared(7, 3, 2)),
                                answer(has, Command.COM_FIELD_LIST, new ServerAnswer(has).fields(3, 2)),
                                answer(has, Command.COM_CHANGE_USER, new ServerAnswer(has).ok(0, 0, 2, 0))));
    }

    private static Arguments answer(long capabilities, int command, ServerAnswer said) {
        return Arguments.of(command, capabilities, said.bytes());
    }

    @ParameterizedTest
    @MethodSource("answers")
    @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
    void areTheSameWhereverTheyAreCut(int command, long capabilities, byte[] good) {
        int broken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            byte[] bytes = Mutation.of(good, random);
            String whole = seen(command, capabilities, List.of(bytes));
            assertEquals(whole, seen(command, capabilities, Mutation.cut(bytes, random)), "round " + round);
            broken += whole.startsWith("complete") ? 0 : 1;
        }
        assertTrue(broken > 0 && broken < ROUNDS, broken + " of " + ROUNDS + " are seen");
    }

    /** Whatever the reports of changes look like that are cut out. */
    @ParameterizedTest
    @ValueSource(longs = {Capability.CLIENT_SESSION_TRACK,
            Capability.CLIENT_SESSION_TRACK | Capability.CLIENT_DEPRECATE_EOF})
    @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
    void areCutTheSameWhereverTheBytesAre(long capabilities) {
        byte[] good = new ServerAnswer(capabilities).textReported(2, 2, MORE, 20).reported(1L << 40, MORE, "info", 20)
                .text(2, 1, MORE).reported(2, 2, "", 5).bytes();
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            byte[] bytes = Mutation.of(good, random);
            String whole = cut(capabilities, List.of(bytes));
            String pieces = cut(capabilities, Mutation.cut(bytes, random));
            assertEquals(whole.isEmpty(), pieces.isEmpty(), "round " + round);
            int same = Math.min(whole.length(), pieces.length()); // of what isn't whole more may wait for its rest
            assertEquals(whole.substring(0, same), pieces.substring(0, same), "round " + round);
        }
    }

    /** The bytes that go on, in hexadecimal, until the answer is whole or found broken; then the empty text. */
    private static String cut(long capabilities, List<byte[]> pieces) {
        ResponseTracker tracker = new ResponseTracker(0);
        tracker.begin(Command.COM_QUERY, capabilities);
        StringBuilder all = new StringBuilder();
        for (byte[] piece : pieces) {
            ByteBuf bytes = Unpooled.copiedBuffer(piece);
            ByteBuf ahead = tracker.trackCutting(bytes);
            if (ahead != null) {
                all.append(ByteBufUtil.hexDump(ahead));
                ahead.release();
            }
            all.append(ByteBufUtil.hexDump(bytes));
            if (tracker.violated()) {
                return "";
            }
        }
        return all.toString();
    }

    private static String seen(int command, long capabilities, List<byte[]> pieces) {
        ResponseTracker tracker = new ResponseTracker(0);
        tracker.begin(command, capabilities);
        int followed = 0;
        for (byte[] piece : pieces) {
            int taken = tracker.follow(Unpooled.wrappedBuffer(piece), 0, piece.length);
            assertTrue(taken >= 0 && taken <= piece.length, taken + " of " + piece.length);
            followed += taken;
            if (taken < piece.length) {
                break;
            }
        }
        Answer answer = tracker.answer();
        String end = tracker.violated() ? "violated" : tracker.complete() ? "complete" : "open";
        return end + (tracker.violated() ? "" : " after " + followed) + " rows " + answer.rows() + " status "
                + answer.statusFlags() + " error " + answer.errorCode() + " " + answer.errorMessage();
    }
}

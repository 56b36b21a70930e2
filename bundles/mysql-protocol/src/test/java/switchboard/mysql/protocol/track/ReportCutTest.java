package switchboard.mysql.protocol.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;

/** What a server answers that was asked for reports must come out as for a client that never asked. */
class ReportCutTest {
    private static final int MORE = 2 | 8;
    private static final long BIG = 1L << 40;

    static Stream<Arguments> answers() {
        return LongStream.of(0, Capability.CLIENT_DEPRECATE_EOF).boxed().flatMap(capabilities -> Stream.of(
                answer(capabilities, Command.COM_QUERY, a -> a.reported(1, 2, "", 9)),
                answer(capabilities, Command.COM_QUERY, a -> a.reported(1, 2, "Rows matched: 1  Changed: 1", 9)),
                answer(capabilities, Command.COM_QUERY, a -> a.reported(BIG, 2, "x".repeat(300), 400)),
                answer(capabilities, Command.COM_QUERY, a -> a.reported(BIG, 2, "", 0)),
                answer(capabilities, Command.COM_QUERY, a -> a.reported(0, 2, "", 70_000)),
                answer(capabilities, Command.COM_QUERY, a -> a.ok(300, 70_000, 2, 1)),
                answer(capabilities, Command.COM_QUERY, a -> a.err(1146, "42S02", "no such table")),
                answer(capabilities, Command.COM_QUERY, a -> a.textReported(3, 5, 2, 20)),
                answer(capabilities, Command.COM_QUERY, a -> a.text(300, 2, 2)),
                answer(capabilities, Command.COM_QUERY, a -> a.textReported(1, 0, MORE, 20)
                        .reported(BIG, MORE, "info", 20).text(2, 30, MORE).reported(2, MORE, "", 5).ok(1, 1, 2, 0)),
                answer(capabilities, Command.COM_QUERY, a -> a.reported(1, MORE, "", 9).err(1064, "42000", "syntax")),
                answer(capabilities, Command.COM_QUERY, a -> a.payload(0xFB, 'f').reported(7, 2, "Records: 7", 9)),
                answer(capabilities, Command.COM_STMT_EXECUTE,
                        a -> a.textReported(2, 4, MORE, 9).reported(1, 2, "", 9)),
                answer(capabilities, Command.COM_STMT_BULK_EXECUTE, a -> a.reported(3, 2, "Records: 3", 9)),
                answer(capabilities, Command.COM_STMT_FETCH, a -> a.fetched(2, 4, 2 | 64)),
                answer(capabilities, Command.COM_STMT_PREPARE, a -> a.prepared(7, 3, 2)),
                answer(capabilities, Command.COM_FIELD_LIST, a -> a.fields(3, 2)),
                answer(capabilities, Command.COM_INIT_DB, a -> a.reported(0, 2, "", 7)),
                answer(capabilities, Command.COM_RESET_CONNECTION, a -> a.reported(0, 2, "", 7)),
                answer(capabilities, Command.COM_CHANGE_USER, a -> a.reported(0, 2, "", 7))));
    }

    private static Arguments answer(long capabilities, int command, UnaryOperator<ServerAnswer> script) {
        return Arguments.of(command, capabilities,
                script.apply(new ServerAnswer(capabilities | Capability.CLIENT_SESSION_TRACK)).bytes(),
                script.apply(new ServerAnswer(capabilities)).bytes());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void comeOutWithoutReportsWhereverTheBytesAreCut(int command, long capabilities, byte[] reporting, byte[] plain) {
        String expected = ByteBufUtil.hexDump(plain);
        ResponseTracker tracker = new ResponseTracker(0);
        int length = reporting.length;
        assertEquals(expected, through(tracker, command, capabilities, reporting, List.of(length)));
        if (length < 10_000) {
            assertEquals(expected,
                    through(tracker, command, capabilities, reporting, Collections.nCopies(length, 1)));
        }
        for (int cut = 1; cut < length; cut += 1 + length / 2000) {
            assertEquals(expected,
                    through(tracker, command, capabilities, reporting, List.of(cut, length - cut)), "cut at " + cut);
        }
        Random random = new Random(length);
        for (int round = 0; round < 50; round++) {
            List<Integer> pieces = IntStream.generate(() -> 1 + random.nextInt(random.nextBoolean() ? 6 : 90))
                    .limit(length).boxed().toList();
            assertEquals(expected, through(tracker, command, capabilities, reporting, pieces), "round " + round);
        }
    }

    private static String through(ResponseTracker tracker, int command, long capabilities, byte[] answer,
            List<Integer> pieces) {
        tracker.begin(command, capabilities);
        ByteBuf out = Unpooled.buffer();
        int at = 0;
        for (int piece : pieces) {
            int count = Math.min(piece, answer.length - at);
            if (count == 0) {
                break;
            }
            ByteBuf in = Unpooled.buffer().writeZero(5).skipBytes(5).writeBytes(answer, at, count);
            at += count;
            ByteBuf ahead = tracker.trackCutting(in);
            if (ahead != null) {
                out.writeBytes(ahead);
                assertTrue(ahead.release());
            }
            out.writeBytes(in);
            in.release();
            assertFalse(tracker.violated());
            assertEquals(at == answer.length, tracker.complete());
        }
        String hex = ByteBufUtil.hexDump(out);
        out.release();
        return hex;
    }

    @Test
    void theReportIsReadBeforeItGoes() {
        byte[] report = {0, 0, 0, 2, 0x40, 0, 0, 0, 7, 1, 5, 4, 't', 'e', 's', 't'};
        for (int cut = 1; cut < report.length + 4; cut++) {
            ResponseTracker tracker = new ResponseTracker(0);
            tracker.begin(Command.COM_QUERY, 0);
            ByteBuf all = Unpooled.buffer().writeMediumLE(report.length).writeByte(1).writeBytes(report);
            ByteBuf first = all.readBytes(cut);
            ByteBuf ahead = tracker.trackCutting(first);
            assertNull(ahead);
            ahead = tracker.trackCutting(all);
            assertEquals("test", tracker.answer().changes().schema());
            assertTrue(tracker.answer().sessionStateChanged());
            assertEquals(11, first.readableBytes() + (ahead == null ? 0 : ahead.readableBytes()) + all.readableBytes());
        }
    }

    @Test
    void bytesWithoutAReportStayWhereTheyAre() {
        ResponseTracker tracker = new ResponseTracker(0);
        byte[] answer = new ServerAnswer(0).text(3, 50, 2).bytes();
        tracker.begin(Command.COM_QUERY, 0);
        ByteBuf in = Unpooled.wrappedBuffer(answer);
        assertNull(tracker.trackCutting(in));
        assertSame(answer, in.array());
        assertEquals(answer.length, in.readableBytes());
    }

    @Test
    void aTextThatIsLongerThanItsPacketGoesToo() {
        ResponseTracker tracker = new ResponseTracker(0);
        tracker.begin(Command.COM_QUERY, 0);
        ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("0a0000010000000240000050414243"));
        in.setMediumLE(0, in.readableBytes() - 4);
        assertNull(tracker.trackCutting(in));
        assertEquals("0700000100000002000000", ByteBufUtil.hexDump(in));
    }
}

package switchboard.mysql.protocol.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Lenenc;
import switchboard.mysql.protocol.StatusFlag;

class SessionChangesTest {
    private static final long TRACK = Capability.CLIENT_SESSION_TRACK | Capability.CLIENT_DEPRECATE_EOF;
    private static final int CHANGED = StatusFlag.SERVER_SESSION_STATE_CHANGED;
    private static final int MORE = StatusFlag.SERVER_MORE_RESULTS_EXISTS;

    private final ResponseTracker tracker = new ResponseTracker(0);

    private static byte[] ok(int flags, ByteBuf changes) {
        ByteBuf out = Unpooled.buffer().writeZero(3).writeShortLE(flags).writeShortLE(0);
        Lenenc.writeUtf8(out, "info");
        Lenenc.writeInt(out, changes.readableBytes());
        return ByteBufUtil.getBytes(out.writeBytes(changes));
    }

    private static ByteBuf change(int type, String... texts) {
        ByteBuf inner = Unpooled.buffer();
        for (String text : texts) {
            Lenenc.writeUtf8(inner, text);
        }
        ByteBuf out = Unpooled.buffer().writeByte(type);
        Lenenc.writeInt(out, inner.readableBytes());
        return out.writeBytes(inner);
    }

    private static ByteBuf both(ByteBuf one, ByteBuf other) {
        return Unpooled.wrappedBuffer(one, other);
    }

    @Test
    void variablesAndSchemaOfAllResultsAreReadHoweverTheyAreCut() {
        byte[] bytes = new ServerAnswer(TRACK)
                .payload(ok(CHANGED | MORE, both(change(0, "SQL_Mode", "ANSI"), change(1, "a"))))
                .payload(ok(CHANGED, both(change(0, "sql_mode", ""), change(0, "time_zone", "x".repeat(300))))).bytes();
        for (int cut = 1; cut < bytes.length; cut++) {
            tracker.begin(Command.COM_QUERY, TRACK);
            ByteBuf buf = Unpooled.wrappedBuffer(bytes);
            assertFalse(tracker.track(buf, 0, cut));
            assertTrue(tracker.track(buf, cut, bytes.length - cut));
            SessionChanges changes = tracker.answer().changes();
            assertEquals(Map.of("sql_mode", "", "time_zone", "x".repeat(300)), changes.variables());
            assertEquals("a", changes.schema());
            assertTrue(changes.complete());
        }
    }

    @Test
    void aChangeWithoutANameIsTold() {
        track(ok(CHANGED, change(2, "1")));
        assertTrue(tracker.answer().changes().other());
        track(ok(CHANGED, change(1, "a")));
        assertFalse(tracker.answer().changes().other());
    }

    @Test
    void anAnswerWithoutChangesHasNone() {
        track(ok(CHANGED, change(1, "a")));
        track(ok(0, Unpooled.EMPTY_BUFFER));
        assertNull(tracker.answer().changes());
    }

    @Test
    void thePositionInTheBinaryLogIsNoChange() {
        track(ok(CHANGED, change(0, "last_gtid", "0-1-17")));
        assertNull(tracker.answer().changes());
        assertTrue(tracker.answer().sessionStateChanged());
        track(ok(CHANGED, both(change(0, "last_gtid", "0-1-17"), change(0, "a", "b"))));
        assertEquals(Map.of("a", "b"), tracker.answer().changes().variables());
    }

    @Test
    void transactionsOfTheLastOkThatNamesSomeAreRead() {
        ByteBuf first = gtids(0, "3e11fa47-47ca-11e1-9e33-c80aa9429562:7");
        ByteBuf second = gtids(0, "3e11fa47-47ca-11e1-9e33-c80aa9429562:8-9");
        byte[] bytes = new ServerAnswer(TRACK).payload(ok(CHANGED | MORE, first))
                .payload(ok(CHANGED | MORE, both(change(1, "a"), second))).payload(ok(0, Unpooled.EMPTY_BUFFER))
                .bytes();
        tracker.begin(Command.COM_QUERY, TRACK);
        assertTrue(tracker.track(Unpooled.wrappedBuffer(bytes), 0, bytes.length));
        assertEquals("3e11fa47-47ca-11e1-9e33-c80aa9429562:8-9", tracker.answer().changes().gtids());
        assertFalse(tracker.answer().changes().other(), "a commit alone changes nothing of the session");
        track(ok(CHANGED, gtids(1, "in a way of tomorrow")));
        assertNull(tracker.answer().changes().gtids());
    }

    private static ByteBuf gtids(int encoding, String text) {
        ByteBuf inner = Unpooled.buffer().writeByte(encoding);
        Lenenc.writeUtf8(inner, text);
        ByteBuf out = Unpooled.buffer().writeByte(3);
        Lenenc.writeInt(out, inner.readableBytes());
        return out.writeBytes(inner);
    }

    @Test
    void moreThanIsReadIsNotComplete() {
        track(ok(CHANGED, both(change(1, "a"), change(0, "x", "y".repeat(StateBytes.MAX)))));
        assertFalse(tracker.answer().changes().complete());
    }

    @Test
    void whatIsNoReportIsNotCompleteAndNoViolation() {
        track(ok(CHANGED, Unpooled.wrappedBuffer(new byte[]{0, (byte) 0xFC, 0x7F, 0x7F})));
        assertFalse(tracker.answer().changes().complete());
        track(ok(CHANGED, Unpooled.wrappedBuffer(new byte[]{0, 2, (byte) 0xFE, 1})));
        assertFalse(tracker.answer().changes().complete());
        assertFalse(tracker.violated());
    }

    private void track(byte[] payload) {
        byte[] bytes = new ServerAnswer(TRACK).payload(payload).bytes();
        tracker.begin(Command.COM_QUERY, TRACK);
        assertTrue(tracker.track(Unpooled.wrappedBuffer(bytes), 0, bytes.length));
    }
}

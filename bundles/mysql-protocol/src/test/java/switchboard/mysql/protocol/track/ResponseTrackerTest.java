package switchboard.mysql.protocol.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.StatusFlag;

class ResponseTrackerTest {
    private static final int HUGE = 0xFFFFFF;
    private static final long NO_EOF = Capability.CLIENT_DEPRECATE_EOF;

    private final ResponseTracker tracker = new ResponseTracker(StatusFlag.SERVER_STATUS_AUTOCOMMIT);

    @ParameterizedTest
    @ValueSource(longs = {0, Capability.CLIENT_DEPRECATE_EOF})
    void rowOfSixteenMegabytesAndMoreIsOneRow(long capabilities) {
        byte[] row = new byte[HUGE + 10];
        row[0] = (byte) 0xFD;
        row[HUGE] = (byte) 0xFE; // first byte of the second packet: no end of rows
        check(capabilities, row, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Capability.CLIENT_DEPRECATE_EOF})
    void rowOfExactlySixteenMegabytesEndsWithAnEmptyPacket(long capabilities) {
        byte[] row = new byte[HUGE];
        row[0] = (byte) 0xFD;
        check(capabilities, row, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Capability.CLIENT_DEPRECATE_EOF})
    void rowWithAFirstValueOfSixteenMegabytesIsNoEndOfRows(long capabilities) {
        byte[] row = new byte[HUGE + 20];
        row[0] = (byte) 0xFE; // a length of 8 bytes follows
        check(capabilities, row, 1);
    }

    @Test
    void rowOfNineBytesThatBeginsWithTheByteOfEofIsARow() {
        byte[] row = new byte[9];
        row[0] = (byte) 0xFE;
        check(0, row, 1);
    }

    private void check(long capabilities, byte[] row, int rows) {
        byte[] bytes = new ServerAnswer(capabilities).text(1, 0, 0).bytes();
        int endBytes = capabilities == 0 ? 9 : 11;
        ServerAnswer whole = new ServerAnswer(capabilities);
        ByteBuf out = Unpooled.wrappedBuffer(Arrays.copyOf(bytes, bytes.length - endBytes), whole.payload(row).bytes(),
                Arrays.copyOfRange(bytes, bytes.length - endBytes, bytes.length));
        for (int piece : new int[]{out.readableBytes(), 65536, 1_000_003}) {
            tracker.begin(Command.COM_QUERY, capabilities);
            boolean complete = false;
            for (int at = 0; at < out.readableBytes(); at += piece) {
                assertFalse(complete);
                complete = tracker.track(out, at, Math.min(piece, out.readableBytes() - at));
            }
            assertTrue(complete);
            assertEquals(rows, tracker.answer().rows());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Capability.CLIENT_DEPRECATE_EOF})
    void followsOneAnswerToItsEndWhereverItIsCutAndLeavesTheNextAlone(long capabilities) {
        byte[] first = new ServerAnswer(capabilities).text(2, 3, 0).bytes();
        byte[] second = new ServerAnswer(capabilities).ok(7, 0, 2, 0).bytes();
        ByteBuf both = Unpooled.wrappedBuffer(first, second);
        for (int cut = 0; cut <= both.readableBytes(); cut++) {
            tracker.begin(Command.COM_QUERY, capabilities);
            int at = tracker.follow(both, 0, cut);
            assertEquals(Math.min(cut, first.length), at);
            assertEquals(cut >= first.length, tracker.complete());
            at += tracker.follow(both, at, both.readableBytes() - at);
            assertEquals(first.length, at);
            assertTrue(tracker.complete());
            assertEquals(3, tracker.answer().rows());
            tracker.begin(Command.COM_STMT_EXECUTE, capabilities);
            assertEquals(second.length, tracker.follow(both, at, both.readableBytes() - at));
            assertTrue(tracker.complete());
            assertEquals(7, tracker.answer().affectedRows());
        }
    }

    @Test
    void sayWhenTheServerAsksForAFileAndGoesOnAfterIt() {
        tracker.begin(Command.COM_QUERY, NO_EOF);
        byte[] request = new ServerAnswer(NO_EOF).payload(0xFB, '/', 'x').bytes();
        assertFalse(tracker.track(Unpooled.wrappedBuffer(request), 0, request.length));
        assertTrue(tracker.answer().localInfileRequested());
        byte[] ok = new ServerAnswer(NO_EOF).ok(7, 0, 2, 0).bytes();
        assertTrue(tracker.track(Unpooled.wrappedBuffer(ok), 0, ok.length));
        assertEquals(7, tracker.answer().affectedRows());
    }

    @ParameterizedTest
    @ValueSource(ints = {0xFE, 0x01})
    void saysThatTheProofOfANewUserGoesOn(int first) {
        tracker.begin(Command.COM_CHANGE_USER, NO_EOF);
        byte[] request = new ServerAnswer(NO_EOF).payload(first, 'x', 0).bytes();
        assertFalse(tracker.track(Unpooled.wrappedBuffer(request), 0, request.length));
        assertTrue(tracker.answer().authenticationContinues());
        assertFalse(tracker.violated());
    }

    @ParameterizedTest
    @ValueSource(ints = {Command.COM_QUIT, Command.COM_STMT_CLOSE, Command.COM_STMT_SEND_LONG_DATA})
    void commandsWithoutAnswerAreCompleteAtOnce(int command) {
        tracker.begin(command, NO_EOF);
        assertTrue(tracker.complete());
        assertTrue(Command.hasNoAnswer(command));
    }

    @Test
    void bytesBehindTheEndAreAViolation() {
        tracker.begin(Command.COM_PING, NO_EOF);
        byte[] bytes = new ServerAnswer(NO_EOF).ok(0, 0, 2, 0).ok(0, 0, 2, 0).bytes();
        assertFalse(tracker.track(Unpooled.wrappedBuffer(bytes), 0, bytes.length));
        assertTrue(tracker.violated());
    }

    /** MariaDB answers SELECT 1, 1, ... with as many columns as the statement has. */
    @Test
    void moreColumnsThanTwoBytesSayArePassedOver() {
        tracker.begin(Command.COM_QUERY, NO_EOF);
        byte[] bytes = new ServerAnswer(NO_EOF).text(70_000, 2, 2).bytes();
        assertTrue(tracker.track(Unpooled.wrappedBuffer(bytes), 0, bytes.length));
        assertEquals(70_000, tracker.answer().columnCount());
        assertEquals(2, tracker.answer().rows());
    }

    @Test
    void moreResultsOfACommandThatHasOneAreNotWaitedFor() {
        tracker.begin(Command.COM_PING, NO_EOF);
        byte[] ok = new ServerAnswer(NO_EOF).ok(0, 0, StatusFlag.SERVER_MORE_RESULTS_EXISTS, 0).bytes();
        assertTrue(tracker.track(Unpooled.wrappedBuffer(ok), 0, ok.length));
    }

    @Test
    void statusFlagsStayUntilTheServerSaysOthers() {
        tracker.begin(Command.COM_QUERY, NO_EOF);
        byte[] err = new ServerAnswer(NO_EOF).err(1064, "42000", "x").bytes();
        assertTrue(tracker.track(Unpooled.wrappedBuffer(err), 0, err.length));
        assertEquals(StatusFlag.SERVER_STATUS_AUTOCOMMIT, tracker.answer().statusFlags());
    }

    @Test
    void changesOfTheSessionAreRememberedOverAllResults() {
        tracker.begin(Command.COM_QUERY, NO_EOF);
        int changed = StatusFlag.SERVER_SESSION_STATE_CHANGED | StatusFlag.SERVER_MORE_RESULTS_EXISTS;
        ByteBuf bytes = Unpooled.wrappedBuffer(
                new ServerAnswer(NO_EOF).payload(0, 0, 0, changed & 0xFF, changed >> 8, 0, 0, 0, 3, 1, 1, 1).bytes(),
                new ServerAnswer(NO_EOF).ok(0, 0, 2, 0).bytes());
        assertTrue(tracker.track(bytes, 0, bytes.readableBytes()));
        assertTrue(tracker.answer().sessionStateChanged());
        tracker.begin(Command.COM_QUERY, NO_EOF);
        assertFalse(tracker.answer().sessionStateChanged());
    }

    @Test
    void longMessageOfAnErrorIsCutAndItsRestPassedOver() {
        byte[] err = new ServerAnswer(NO_EOF).err(1064, "42000", "m".repeat(5000)).bytes();
        tracker.begin(Command.COM_QUERY, NO_EOF);
        assertFalse(tracker.track(Unpooled.wrappedBuffer(err), 0, err.length - 1), "not before its last byte");
        assertTrue(tracker.track(Unpooled.wrappedBuffer(err), err.length - 1, 1));
        assertEquals("m".repeat(512), tracker.answer().errorMessage());
    }

    @Test
    void errorWithoutStateIsAGeneralError() {
        tracker.begin(Command.COM_QUERY, NO_EOF);
        byte[] err = new ServerAnswer(NO_EOF).payload(0xFF, 0x10, 0x04, 'T', 'o', 'o').bytes();
        assertTrue(tracker.track(Unpooled.wrappedBuffer(err), 0, err.length));
        assertEquals("1040 HY000 Too", tracker.answer().errorCode() + " " + tracker.answer().sqlState() + " "
                + tracker.answer().errorMessage());
    }

    @ParameterizedTest // hexadecimal payloads that can't be the first packet of an answer to COM_QUERY
    @ValueSource(strings = {"", "00", "000000", "00fe00", "fc", "fc0000", "fd000000", "fd0100",
            "feffffffffffffffff", "fe00000200"})
    void nonsenseInTheFirstPacketIsAViolation(String hex) {
        byte[] payload = HexFormat.of().parseHex(hex);
        byte[] bytes = new ServerAnswer(NO_EOF).payload(payload).bytes();
        tracker.begin(Command.COM_QUERY, NO_EOF);
        tracker.track(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
        assertTrue(tracker.violated());
        assertFalse(tracker.complete());
    }

    @Test
    void emptyRowIsAViolation() {
        byte[] answer = new ServerAnswer(NO_EOF).text(1, 0, 0).bytes();
        ByteBuf bytes = Unpooled.wrappedBuffer(Arrays.copyOf(answer, answer.length - 11), new byte[8]);
        tracker.begin(Command.COM_QUERY, NO_EOF);
        assertFalse(tracker.track(bytes, 0, bytes.readableBytes()));
        assertTrue(tracker.violated());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261120})
    void randomBytesEndSomewhereAndNeverThrow(long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[4096];
        ByteBuf buf = Unpooled.wrappedBuffer(bytes);
        for (int round = 0; round < 5000; round++) {
            random.nextBytes(bytes);
            for (int i = 0; i < 64; i += 4 + bytes[i]) { // mostly short packets, or all would be one
                bytes[i] = (byte) random.nextInt(12);
                bytes[i + 1] = 0;
                bytes[i + 2] = 0;
            }
            tracker.begin(random.nextInt(0x22), random.nextBoolean() ? NO_EOF : 0);
            int cut = random.nextInt(bytes.length);
            tracker.track(buf, 0, cut);
            tracker.track(buf, cut, bytes.length - cut);
        }
    }
}

package switchboard.mysql.protocol.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.StatusFlag;

/** Every command with every kind of answer, with and without EOF, whole, byte by byte and cut at each boundary. */
class ResponseTrackerTableTest {
    private static final int AUTOCOMMIT = StatusFlag.SERVER_STATUS_AUTOCOMMIT;
    private static final int MORE = AUTOCOMMIT | StatusFlag.SERVER_MORE_RESULTS_EXISTS;
    private static final int IN_TRANS = StatusFlag.SERVER_STATUS_IN_TRANS;
    private static final int CURSOR = StatusFlag.SERVER_STATUS_CURSOR_EXISTS;

    record Case(String name, int command, long capabilities, byte[] bytes, BiConsumer<Case, Answer> check) {
        @Override
        public String toString() {
            return Command.name(command) + ", " + name + (capabilities == 0 ? ", EOF" : ", no EOF");
        }
    }

    static Stream<Case> answers() {
        List<Case> cases = new ArrayList<>();
        for (long capabilities : new long[]{0, Capability.CLIENT_DEPRECATE_EOF}) {
            simple(cases, capabilities);
            results(cases, capabilities);
            statements(cases, capabilities);
        }
        return cases.stream();
    }

    private static void simple(List<Case> cases, long capabilities) {
        for (int command : new int[]{Command.COM_QUERY, Command.COM_INIT_DB, Command.COM_PING, Command.COM_STMT_RESET,
                Command.COM_RESET_CONNECTION, Command.COM_CHANGE_USER, Command.COM_STMT_EXECUTE,
                Command.COM_SET_OPTION, Command.COM_PROCESS_KILL}) {
            add(cases, "OK", command, capabilities, out -> out.ok(1L << 40, 70_000, IN_TRANS, 2), (one, answer) -> {
                assertEquals(1L << 40, answer.affectedRows());
                assertEquals(70_000, answer.lastInsertId());
                assertEquals(IN_TRANS, answer.statusFlags());
                assertEquals(2, answer.warnings());
                assertEquals(0, answer.errorCode());
            });
        }
        for (int command : new int[]{Command.COM_QUERY, Command.COM_PING, Command.COM_STMT_PREPARE,
                Command.COM_STMT_EXECUTE, Command.COM_STMT_FETCH, Command.COM_FIELD_LIST, Command.COM_STATISTICS,
                Command.COM_CHANGE_USER, Command.COM_SET_OPTION, Command.COM_BINLOG_DUMP}) {
            add(cases, "ERR", command, capabilities, out -> out.err(1064, "42000", "You have an error"),
                    (one, answer) -> {
                        assertEquals(1064, answer.errorCode());
                        assertEquals("42000", answer.sqlState());
                        assertEquals("You have an error", answer.errorMessage());
                    });
        }
        add(cases, "text", Command.COM_STATISTICS, capabilities, out -> out.payload("Uptime: 1".getBytes()),
                (one, answer) -> assertEquals(0, answer.errorCode()));
        add(cases, "EOF", Command.COM_SET_OPTION, capabilities, out -> out.eof(AUTOCOMMIT, 0),
                (one, answer) -> assertEquals(AUTOCOMMIT, answer.statusFlags()));
        add(cases, "EOF", Command.COM_DEBUG, capabilities, out -> out.eof(AUTOCOMMIT, 0),
                (one, answer) -> assertEquals(AUTOCOMMIT, answer.statusFlags()));
    }

    private static void results(List<Case> cases, long capabilities) {
        for (int columns : new int[]{1, 300}) {
            for (int rows : new int[]{0, 1, 3}) {
                String size = columns + " columns, " + rows + " rows";
                BiConsumer<Case, Answer> counts = (one, answer) -> {
                    assertEquals(columns, answer.columnCount());
                    assertEquals(rows, answer.rows());
                    assertEquals(IN_TRANS, answer.statusFlags());
                    assertEquals(3, answer.warnings());
                };
                add(cases, size, Command.COM_QUERY, capabilities, out -> out.text(columns, rows, IN_TRANS), counts);
                add(cases, size, Command.COM_STMT_EXECUTE, capabilities, out -> out.binary(columns, rows, IN_TRANS),
                        counts);
                add(cases, size, Command.COM_STMT_FETCH, capabilities,
                        out -> out.fetched(columns, rows, IN_TRANS), (one, answer) -> {
                            assertEquals(rows, answer.rows());
                            assertEquals(IN_TRANS, answer.statusFlags());
                        });
                add(cases, size + ", ERR amid rows", Command.COM_QUERY, capabilities,
                        out -> out.broken(columns, rows, 1317), (one, answer) -> {
                            assertEquals(rows, answer.rows());
                            assertEquals(1317, answer.errorCode());
                        });
                add(cases, size + ", twice and OK", Command.COM_QUERY, capabilities,
                        out -> out.text(columns, rows, MORE).text(columns, rows, MORE).ok(5, 0, AUTOCOMMIT, 0),
                        (one, answer) -> {
                            assertEquals(2 * rows, answer.rows());
                            assertEquals(rows, answer.rowsOfLastResult());
                            assertFalse(answer.endsWithRows());
                            assertEquals(5, answer.affectedRows());
                            assertEquals(AUTOCOMMIT, answer.statusFlags());
                        });
                add(cases, size + ", after an OK", Command.COM_QUERY, capabilities,
                        out -> out.ok(1, 7, MORE, 0).text(columns, rows, AUTOCOMMIT),
                        (one, answer) -> {
                            assertEquals(rows, answer.rows());
                            assertEquals(7, answer.generatedId());
                            assertTrue(answer.endsWithRows());
                        });
                add(cases, size + ", then ERR", Command.COM_QUERY, capabilities,
                        out -> out.text(columns, rows, MORE).err(1146, "42S02", "no table"), (one, answer) -> {
                            assertEquals(1146, answer.errorCode());
                            assertEquals(AUTOCOMMIT, answer.statusFlags(), "an error ends all results");
                        });
            }
        }
    }

    private static void statements(List<Case> cases, long capabilities) {
        for (int columns : new int[]{0, 1, 300}) {
            for (int parameters : new int[]{0, 1, 3}) {
                add(cases, columns + " columns, " + parameters + " parameters", Command.COM_STMT_PREPARE,
                        capabilities, out -> out.prepared(0xFFFF_FFF0L, columns, parameters), (one, answer) -> {
                            assertEquals(0xFFFF_FFF0L, answer.statementId());
                            assertEquals(columns, answer.columnCount());
                            assertEquals(parameters, answer.parameterCount());
                        });
            }
            int count = columns;
            add(cases, columns + " fields", Command.COM_FIELD_LIST, capabilities, out -> out.fields(count, AUTOCOMMIT),
                    (one, answer) -> assertEquals(AUTOCOMMIT, answer.statusFlags()));
        }
        // with a cursor the end of the definitions is the end of the answer
        byte[] cursor = new ServerAnswer(capabilities).payload(1).fields(1, AUTOCOMMIT | CURSOR).bytes();
        cases.add(new Case("cursor", Command.COM_STMT_EXECUTE, capabilities, cursor,
                (one, answer) -> assertEquals(AUTOCOMMIT | CURSOR, answer.statusFlags())));
    }

    private static void add(List<Case> cases, String name, int command, long capabilities,
            Function<ServerAnswer, ServerAnswer> answer, BiConsumer<Case, Answer> check) {
        byte[] bytes = answer.apply(new ServerAnswer(capabilities)).bytes();
        cases.add(new Case(name, command, capabilities, bytes, check));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void knowsTheEndAndTheContentsWhereverTheBytesAreCut(Case one) {
        ResponseTracker tracker = new ResponseTracker(0);
        ByteBuf buf = Unpooled.wrappedBuffer(one.bytes);
        int length = one.bytes.length;
        check(one, tracker, buf, List.of(length));
        check(one, tracker, buf, Collections.nCopies(length, 1));
        int step = Math.max(1, length / 3000); // each boundary of a small answer, thousands of a large one
        for (int cut = 1; cut < length; cut += step) {
            check(one, tracker, buf, List.of(cut, length - cut));
        }
    }

    private static void check(Case one, ResponseTracker tracker, ByteBuf buf, List<Integer> pieces) {
        tracker.begin(one.command, one.capabilities);
        int at = 0;
        for (int piece : pieces) {
            assertFalse(tracker.complete(), "before its end");
            boolean complete = tracker.track(buf, at, piece);
            at += piece;
            assertEquals(at == one.bytes.length, complete, () -> "pieces " + pieces);
            assertFalse(tracker.violated());
        }
        one.check.accept(one, tracker.answer());
        assertEquals(0, buf.readerIndex());
        assertTrue(tracker.complete());
        assertFalse(tracker.track(buf, 0, 1), "nothing may follow");
        assertTrue(tracker.violated());
    }
}

package switchboard.mysql.protocol.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.packet.BinaryResult;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.packet.ResultWriter;
import switchboard.mysql.protocol.packet.TextResult;

/** Answers to clients that have MARIADB_CLIENT_CACHE_METADATA: whole, in pieces, and what they know already. */
class DefinitionsCacheTest {
    private static final int MORE = StatusFlag.SERVER_MORE_RESULTS_EXISTS;

    private final SentDefinitions statement = new SentDefinitions();

    private static EmbeddedChannel channel(boolean deprecateEof) {
        return new EmbeddedChannel(new DefinitionsCache(deprecateEof));
    }

    private static long capabilities(boolean deprecateEof) {
        return deprecateEof ? Capability.CLIENT_DEPRECATE_EOF : 0;
    }

    /** Packets as {@code sequence id:first byte/length}, and the bytes of column counts whole. */
    private List<String> answer(EmbeddedChannel channel, int command, ByteBuf answer, int... cuts) {
        channel.pipeline().get(DefinitionsCache.class).begins(command,
                command == Command.COM_QUERY ? null : statement);
        for (int cut : cuts) {
            channel.writeOneOutbound(answer.readRetainedSlice(cut - answer.readerIndex()), channel.voidPromise());
        }
        ChannelFuture end = channel.writeOneOutbound(answer);
        channel.flushOutbound();
        assertTrue(end.isSuccess());
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        List<String> packets = new ArrayList<>();
        while (all.isReadable()) {
            int length = all.readUnsignedMediumLE();
            int number = all.readUnsignedByte();
            int first = all.getUnsignedByte(all.readerIndex());
            packets.add(number + ":" + first + "/" + length
                    + (length == 2 && first > 0 && first < 10 ? "=" + all.getByte(all.readerIndex() + 1) : ""));
            all.skipBytes(length);
        }
        return packets;
    }

    private static ByteBuf rows(boolean deprecateEof, int sequenceId, int status, String... columns) {
        ByteBuf out = Unpooled.buffer();
        write(out, new BinaryResult(sequenceId, capabilities(deprecateEof), 0), status, columns);
        return out;
    }

    private static int write(ByteBuf out, ResultWriter result, int status, String... columns) {
        result.columns(out, Stream.of(columns).map(ColumnDefinition::text).toList());
        for (int i = 0; i < 2; i++) {
            result.row(out, Collections.nCopies(columns.length, "v" + i).toArray());
        }
        return result.end(out, status, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void definitionsGoOutOnceAndAgainWhenTheyChange(boolean deprecateEof) {
        EmbeddedChannel channel = channel(deprecateEof);
        List<String> first = answer(channel, Command.COM_STMT_EXECUTE, rows(deprecateEof, 1, 0, "a", "b"));
        List<String> second = answer(channel, Command.COM_STMT_EXECUTE, rows(deprecateEof, 1, 0, "a", "b"));
        String end = deprecateEof ? "254/7" : "254/5";
        List<String> shape = deprecateEof
                ? List.of("0/8", "0/8", end)
                : List.of("254/5", "0/8", "0/8", end);
        assertEquals("1:2/2=1", first.get(0));
        assertEquals(numbered(4, shape), first.subList(3, first.size()));
        assertEquals("1:2/2=0", second.get(0));
        assertEquals(numbered(2, shape), second.subList(1, second.size()));
        assertEquals(first, answer(channel, Command.COM_STMT_EXECUTE, rows(deprecateEof, 1, 0, "a", "c")));
        assertEquals(second, answer(channel, Command.COM_STMT_EXECUTE, rows(deprecateEof, 1, 0, "a", "c")));
        channel.finishAndReleaseAll();
    }

    private static List<String> numbered(int from, List<String> packets) {
        List<String> numbered = new ArrayList<>();
        packets.forEach(packet -> numbered.add(from + numbered.size() + ":" + packet));
        return numbered;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerInPiecesIsTheSame(boolean deprecateEof) {
        EmbeddedChannel channel = channel(deprecateEof);
        List<String> with = answer(channel, Command.COM_STMT_EXECUTE, rows(deprecateEof, 1, 0, "a", "b"));
        List<String> without = answer(channel, Command.COM_STMT_EXECUTE, rows(deprecateEof, 1, 0, "a", "b"));
        int length = rows(deprecateEof, 1, 0, "a", "b").readableBytes();
        int omitted = 0;
        for (int cut = 0; cut <= length; cut++) {
            List<String> seen = answer(channel, Command.COM_STMT_EXECUTE, rows(deprecateEof, 1, 0, "a", "b"), cut);
            boolean cutInDefinitions = seen.equals(with);
            assertEquals(cutInDefinitions ? with : without, seen, "cut at " + cut);
            omitted += cutInDefinitions ? 0 : 1;
            statement.forget();
            assertEquals(with, answer(channel, Command.COM_STMT_EXECUTE, rows(deprecateEof, 1, 0, "a", "b")));
        }
        assertTrue(omitted > 10, omitted + " of " + length);
        int[] everywhere = IntStream.rangeClosed(1, length).toArray();
        assertEquals(with, answer(channel, Command.COM_STMT_EXECUTE, rows(deprecateEof, 1, 0, "a", "b"), everywhere));
        assertEquals(with, answer(channel, Command.COM_STMT_EXECUTE, rows(deprecateEof, 1, 0, "a", "b")),
                "nobody knows what came in pieces");
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textAlwaysHasDefinitions(boolean deprecateEof) {
        EmbeddedChannel channel = channel(deprecateEof);
        ByteBuf several = Unpooled.buffer();
        OkPacket.of(MORE).encode(several, 1);
        int next = write(several, new TextResult(2, capabilities(deprecateEof)), MORE, "a");
        next = write(several, new TextResult(next, capabilities(deprecateEof)), MORE, "a", "b");
        new ErrPacket(1146, "42S02", "gone").encode(several, next);
        byte[] before = new byte[several.readableBytes()];
        several.getBytes(0, before);
        List<String> seen = answer(channel, Command.COM_QUERY, several);
        assertEquals(2, seen.stream().filter(packet -> packet.endsWith("=1")).count(), seen::toString);
        assertEquals(0, seen.stream().filter(packet -> packet.endsWith("=0")).count(), seen::toString);
        assertTrue(seen.getLast().startsWith(seen.size() + ":255/"), seen::toString);
        for (int cut = 0; cut <= before.length; cut++) {
            assertEquals(seen, answer(channel, Command.COM_QUERY, Unpooled.copiedBuffer(before), cut), "cut at " + cut);
        }
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterASecondResultTheFirstIsDefinedAgain(boolean deprecateEof) {
        EmbeddedChannel channel = channel(deprecateEof);
        List<List<String>> seen = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ByteBuf call = rows(deprecateEof, 1, MORE, "a");
            int after = Packets.sequenceId(call, lastPacket(call)) + 1;
            call.writeBytes(rows(deprecateEof, after, MORE, "b", "c"));
            OkPacket.of(0).encode(call, 17);
            seen.add(answer(channel, Command.COM_STMT_EXECUTE, call));
        }
        assertEquals(seen.get(0), seen.get(1));
        channel.finishAndReleaseAll();
    }

    private static int lastPacket(ByteBuf packets) {
        int at = 0;
        for (int next = 0; next < packets.writerIndex();) {
            at = next;
            next += Packets.HEADER_BYTES + Packets.payloadLength(packets, next);
        }
        return at;
    }

    @ParameterizedTest
    @ValueSource(ints = {Command.COM_STMT_PREPARE, Command.COM_STMT_FETCH, Command.COM_CHANGE_USER})
    void otherAnswersPassAsTheyAre(int command) {
        EmbeddedChannel channel = channel(false);
        ByteBuf answer = rows(false, 1, 0, "a", "b");
        ByteBuf before = answer.copy();
        channel.pipeline().get(DefinitionsCache.class).begins(command, statement);
        channel.writeOutbound(answer);
        ByteBuf out = channel.readOutbound();
        assertEquals(before, out);
        out.release();
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoWritesNothingIsToldWhenAllBeforeIsOut(boolean deprecateEof) {
        EmbeddedChannel channel = channel(deprecateEof);
        channel.pipeline().get(DefinitionsCache.class).begins(Command.COM_QUERY, null);
        ChannelFuture last = channel.write(Unpooled.EMPTY_BUFFER);
        assertTrue(!last.isDone());
        channel.flush();
        assertTrue(last.isSuccess());
        channel.finishAndReleaseAll();
    }
}

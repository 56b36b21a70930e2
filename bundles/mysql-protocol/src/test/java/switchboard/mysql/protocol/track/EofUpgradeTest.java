package switchboard.mysql.protocol.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;

/** What an old server answers must come out as what a new one would have answered. */
class EofUpgradeTest {
    private static final int MORE = 2 | 8;

    static Stream<Arguments> answers() {
        return Stream.of(
                answer(Command.COM_QUERY, a -> a.text(3, 5, 2)),
                answer(Command.COM_QUERY, a -> a.text(300, 2, 2)),
                answer(Command.COM_QUERY, a -> a.text(1, 0, 2)),
                answer(Command.COM_QUERY, a -> a.ok(300, 70_000, 2, 1)),
                answer(Command.COM_QUERY, a -> a.err(1146, "42S02", "no such table")),
                answer(Command.COM_QUERY, a -> a.broken(2, 3, 1317)),
                answer(Command.COM_QUERY, a -> a.text(2, 2, MORE).ok(1L << 40, 1L << 40, MORE, 0).text(1, 300, 2)),
                answer(Command.COM_QUERY, a -> a.text(1, 1, MORE).err(1064, "42000", "syntax")),
                answer(Command.COM_STMT_EXECUTE, a -> a.binary(2, 4, 2)),
                answer(Command.COM_STMT_FETCH, a -> a.fetched(2, 4, 2 | 64)),
                answer(Command.COM_STMT_PREPARE, a -> a.prepared(7, 3, 2)),
                answer(Command.COM_STMT_PREPARE, a -> a.prepared(7, 0, 2)),
                answer(Command.COM_STMT_PREPARE, a -> a.prepared(7, 3, 0)),
                answer(Command.COM_STMT_PREPARE, a -> a.prepared(7, 0, 0)),
                answer(Command.COM_FIELD_LIST, a -> a.fields(3, 2)));
    }

    private static Arguments answer(int command, UnaryOperator<ServerAnswer> script) {
        return Arguments.of(command, script.apply(new ServerAnswer(0)).bytes(),
                script.apply(new ServerAnswer(Capability.CLIENT_DEPRECATE_EOF)).bytes());
    }

    private static String through(EmbeddedChannel channel, int command, byte[] answer, Random cuts) {
        channel.writeOutbound(command(command));
        channel.<ByteBuf>readOutbound().release();
        ByteBuf got = Unpooled.buffer();
        for (int at = 0; at < answer.length;) {
            int step = Math.min(cuts == null ? answer.length : 1 + cuts.nextInt(cuts.nextBoolean() ? 5 : 300),
                    answer.length - at);
            channel.writeInbound(Unpooled.copiedBuffer(answer, at, step));
            at += step;
            for (ByteBuf piece = channel.readInbound(); piece != null; piece = channel.readInbound()) {
                got.writeBytes(piece);
                piece.release();
            }
        }
        return ByteBufUtil.hexDump(got);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void comeOutAsThoseOfANewServer(int command, byte[] old, byte[] upgraded) {
        EmbeddedChannel channel = new EmbeddedChannel(new EofUpgrade());
        String expected = ByteBufUtil.hexDump(upgraded);
        assertEquals(expected, through(channel, command, old, null));
        Random cuts = new Random(old.length);
        for (int i = 0; i < 20; i++) {
            assertEquals(expected, through(channel, command, old, cuts), "cut anywhere, one command after the other");
        }
        channel.finishAndReleaseAll();
    }

    @Test
    void moreColumnsThanTwoBytesSayComeOutToo() {
        EmbeddedChannel channel = new EmbeddedChannel(new EofUpgrade());
        byte[] upgraded = new ServerAnswer(Capability.CLIENT_DEPRECATE_EOF).text(70_000, 1, 2).bytes();
        assertEquals(ByteBufUtil.hexDump(upgraded),
                through(channel, Command.COM_QUERY, new ServerAnswer(0).text(70_000, 1, 2).bytes(), null));
        channel.finishAndReleaseAll();
    }

    /** Sends the next command from within the end of the answer before, as the proxy does. */
    private static final class Sender extends ChannelInboundHandlerAdapter {
        private final int answerBytes;
        private int got;

        Sender(int answerBytes) {
            this.answerBytes = answerBytes;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            got += ((ByteBuf) message).readableBytes();
            ctx.fireChannelRead(message);
            if (got == answerBytes) {
                ctx.writeAndFlush(command(Command.COM_STMT_EXECUTE));
            }
        }
    }

    private static ByteBuf command(int command) {
        return Unpooled.buffer().writeMediumLE(1).writeByte(0).writeByte(command);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0, 1", "3, 2", "0, 0"})
    void theNextCommandMayFollowTheLastDefinitionOfAPrepareAtOnce(int parameters, int columns) {
        byte[] old = new ServerAnswer(0).prepared(7, parameters, columns).bytes();
        byte[] upgraded = new ServerAnswer(Capability.CLIENT_DEPRECATE_EOF).prepared(7, parameters, columns).bytes();
        byte[] rows = new ServerAnswer(0).binary(2, 4, 2).bytes();
        String expected = ByteBufUtil.hexDump(upgraded)
                + ByteBufUtil.hexDump(new ServerAnswer(Capability.CLIENT_DEPRECATE_EOF).binary(2, 4, 2).bytes());
        for (int cut = 1; cut <= old.length; cut++) {
            EmbeddedChannel channel = new EmbeddedChannel(new EofUpgrade(), new Sender(upgraded.length));
            channel.writeOutbound(command(Command.COM_STMT_PREPARE));
            channel.<ByteBuf>readOutbound().release();
            channel.writeInbound(Unpooled.copiedBuffer(old, 0, cut), Unpooled.copiedBuffer(old, cut, old.length - cut));
            channel.<ByteBuf>readOutbound().release();
            channel.writeInbound(Unpooled.copiedBuffer(rows));
            ByteBuf got = Unpooled.buffer();
            for (ByteBuf piece = channel.readInbound(); piece != null; piece = channel.readInbound()) {
                got.writeBytes(piece);
                piece.release();
            }
            assertEquals(expected, ByteBufUtil.hexDump(got), "cut after " + cut);
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void anOpenCursorsEofBecomesAnOkBecauseItIsTheAnswersEnd() {
        EmbeddedChannel channel = new EmbeddedChannel(new EofUpgrade());
        ByteBuf out = Unpooled.buffer();
        Packets.write(out, 1, new byte[]{1});
        Packets.write(out, 2, new byte[]{3, 'd', 'e', 'f'});
        Packets.write(out, 3, new byte[]{(byte) 0xFE, 0, 0, 66, 0});
        assertEquals("0100000101" + "0400000203646566" + "07000003fe00004200" + "0000",
                through(channel, Command.COM_STMT_EXECUTE, ByteBufUtil.getBytes(out), null));
        channel.finishAndReleaseAll();
    }

    @Test
    void rowsOf16MbAreNoEnds() {
        byte[] value = new byte[17 << 20];
        byte[][] answers = new byte[2][];
        for (int i = 0; i < 2; i++) {
            ServerAnswer answer = new ServerAnswer(i == 0 ? 0 : Capability.CLIENT_DEPRECATE_EOF);
            ByteBuf row = Unpooled.buffer().writeByte(0xFE).writeLongLE(value.length).writeBytes(value);
            answer.payload(1).payload(3, 'd', 'e', 'f');
            if (i == 0) {
                answer.eof(2, 0);
            }
            answer.payload(ByteBufUtil.getBytes(row));
            answers[i] = (i == 0 ? answer.eof(2, 0) : answer.payload(0xFE, 0, 0, 2, 0, 0, 0)).bytes();
        }
        EmbeddedChannel channel = new EmbeddedChannel(new EofUpgrade());
        assertEquals(ByteBufUtil.hexDump(answers[1]).hashCode(),
                through(channel, Command.COM_QUERY, answers[0], null).hashCode());
        channel.finishAndReleaseAll();
    }
}

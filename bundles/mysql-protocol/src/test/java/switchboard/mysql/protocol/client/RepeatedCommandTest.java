package switchboard.mysql.protocol.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.Greeting;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.packet.TextResult;

class RepeatedCommandTest {
    private static final long SERVER = Capability.CLIENT_PROTOCOL_41 | Capability.CLIENT_SECURE_CONNECTION
            | Capability.CLIENT_PLUGIN_AUTH;

    /** What a listener was told, as text. */
    private static final class Told implements AnswerListener<String> {
        final List<String> heard = new ArrayList<>();

        @Override
        public void answered(String answer) {
            heard.add(answer);
        }

        @Override
        public void failed(Throwable cause) {
            heard.add(cause.getMessage());
        }
    }

    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private final Told told = new Told();
    private int read;
    private final RepeatedCommand<String> command = RepeatedCommand.query("SELECT @@read_only", rows -> {
        read++;
        return rows.text(0, "read_only");
    });

    @AfterEach
    void releaseAll() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    private ClientConnection connect(long serverCapabilities) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channels.add(channel);
        Future<ClientConnection> opened = ClientConnection.open(channel.eventLoop(),
                new ClientCredentials("monitor", Secret.NONE, null, ClientConnection.CAPABILITIES, 45, Map.of(), null),
                ResultLimits.SMALL, handler -> {
                    channel.pipeline().addLast(handler);
                    return channel.eventLoop().newSucceededFuture((Channel) channel);
                });
        ByteBuf greeting = Unpooled.buffer();
        new Greeting("8.0.36", 31, serverCapabilities, 45, 2, new byte[20], "mysql_native_password").encode(greeting,
                0);
        channel.writeInbound(greeting);
        ByteBuf ok = Unpooled.buffer();
        OkPacket.of(2).encode(ok, 2);
        channel.writeInbound(ok);
        channel.releaseOutbound();
        return opened.getNow();
    }

    private static ByteBuf answer(long serverCapabilities, String value) {
        ByteBuf out = Unpooled.buffer();
        TextResult.encode(out, 1, serverCapabilities & ClientConnection.CAPABILITIES,
                List.of(ColumnDefinition.text("read_only")), List.<Object[]>of(new Object[]{value}), 2);
        return out;
    }

    private static ByteBuf error() {
        ByteBuf out = Unpooled.buffer();
        new ErrPacket(1227, "42000", "denied").encode(out, 1);
        return out;
    }

    private void ask(ClientConnection connection, ByteBuf... answer) {
        connection.ask(command, told);
        for (ByteBuf piece : answer) {
            channels.getLast().writeInbound(piece);
        }
    }

    @Test
    void anAnswerThatWasReadBeforeIsKnownByItsBytesOnAllConnections() {
        ask(connect(SERVER), answer(SERVER, "1"));
        ClientConnection other = connect(SERVER);
        ask(other, answer(SERVER, "1"));
        assertEquals(1, read);
        assertSame(told.heard.get(0), told.heard.get(1));
        ask(other, answer(SERVER, "0"));
        ask(other, answer(SERVER, "1"));
        ask(other, answer(SERVER, "0"));
        assertEquals(List.of("1", "1", "0", "1", "0"), told.heard);
        assertEquals(2, read);
    }

    @Test
    void forgetsTheOldestOfManyAnswers() {
        ClientConnection connection = connect(SERVER);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10; i++) {
                ask(connection, answer(SERVER, Integer.toString(i)));
            }
        }
        assertEquals(20, read);
        assertEquals("9", told.heard.getLast());
    }

    @Test
    void aLongAnswerIsReadEachTime() {
        ClientConnection connection = connect(SERVER);
        ask(connection, answer(SERVER, "x".repeat(2_000)));
        ask(connection, answer(SERVER, "x".repeat(2_000)));
        assertEquals(2, read);
    }

    @Test
    void anAnswerInPiecesIsReadWhereverItIsCut() {
        ClientConnection connection = connect(SERVER);
        byte[] whole = ByteBufUtil.getBytes(answer(SERVER, "1"));
        ask(connection, Unpooled.wrappedBuffer(whole));
        for (int cut = 1; cut < whole.length; cut++) {
            ask(connection, Unpooled.copiedBuffer(whole, 0, cut),
                    Unpooled.copiedBuffer(whole, cut, whole.length - cut));
        }
        ask(connection, Unpooled.wrappedBuffer(whole));
        assertEquals(whole.length, read, "the first, and those in pieces");
        assertEquals(List.of("1"), told.heard.stream().distinct().toList());
    }

    @Test
    void theSameBytesOfAServerThatCountsOtherwiseAreReadAgain() {
        long other = SERVER | Capability.CLIENT_DEPRECATE_EOF;
        ask(connect(SERVER), answer(SERVER, "1"));
        ask(connect(other), answer(other, "1"));
        ask(connect(SERVER), answer(SERVER, "1"));
        assertEquals(List.of("1", "1", "1"), told.heard);
        assertEquals(2, read);
    }

    @Test
    void anErrorIsToldAndNotLearnt() {
        ClientConnection connection = connect(SERVER);
        ask(connection, error());
        ask(connection, error());
        ask(connection, answer(SERVER, "0"));
        assertEquals(List.of("denied", "denied", "0"), told.heard);
        assertTrue(connection.isOpen());
    }

    @Test
    void whatComesBehindAKnownAnswerEndsTheConnection() {
        ClientConnection connection = connect(SERVER);
        ask(connection, answer(SERVER, "1"));
        ask(connection, Unpooled.wrappedBuffer(answer(SERVER, "1"), answer(SERVER, "0")));
        assertEquals(List.of("1", "1"), told.heard);
        assertFalse(connection.isOpen());
    }

    @Test
    void afterStrayBytesNoAnswerIsTakenForAKnownOne() {
        ClientConnection connection = connect(SERVER);
        ask(connection, answer(SERVER, "1"));
        channels.getLast().writeInbound(Unpooled.wrappedBuffer(new byte[]{1, 0}));
        ask(connection, answer(SERVER, "1"));
        assertFalse(told.heard.size() == 2 && told.heard.get(1).equals("1"), () -> told.heard.toString());
    }

    @Test
    void aCommandBeforeTheLastOneIsAnsweredFails() {
        ClientConnection connection = connect(SERVER);
        connection.ask(command, told);
        connection.ask(command, told);
        assertEquals(List.of("a command is under way on this connection"), told.heard);
        channels.getLast().close();
        assertEquals("Lost connection to MySQL server during query", told.heard.get(1));
        connection.ask(command, told);
        assertEquals("MySQL server has gone away", told.heard.get(2));
    }
}

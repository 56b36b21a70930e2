package switchboard.mysql.protocol.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.Packets;
import switchboard.mysql.protocol.StatusFlag;
import switchboard.mysql.protocol.auth.Secret;
import switchboard.mysql.protocol.packet.ColumnDefinition;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.Greeting;
import switchboard.mysql.protocol.packet.OkPacket;
import switchboard.mysql.protocol.packet.TextResult;

class ClientConnectionTest {
    private static final long SERVER = Capability.CLIENT_PROTOCOL_41 | Capability.CLIENT_SECURE_CONNECTION
            | Capability.CLIENT_PLUGIN_AUTH;
    private static final List<ColumnDefinition> COLUMNS = List.of(ColumnDefinition.text("read_only"),
            ColumnDefinition.text("lag"));

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private long capabilities = SERVER;
    private ClientConnection connection;

    @AfterEach
    void releaseAll() {
        channel.finishAndReleaseAll();
    }

    private Future<ClientConnection> open(ResultLimits limits) {
        return ClientConnection.open(channel.eventLoop(), new ClientCredentials("monitor", Secret.NONE, null,
                ClientConnection.CAPABILITIES, 45, Map.of(), null), limits, handler -> {
                    channel.pipeline().addLast(handler);
                    return channel.eventLoop().newSucceededFuture((Channel) channel);
                });
    }

    private void connect(ResultLimits limits) {
        Future<ClientConnection> opened = open(limits);
        ByteBuf greeting = Unpooled.buffer();
        new Greeting("10.11.6-MariaDB", 31, capabilities, 45, 2, new byte[20], "mysql_native_password").encode(greeting,
                0);
        channel.writeInbound(greeting);
        ByteBuf login = channel.readOutbound();
        assertNotNull(login, "a login");
        login.release();
        ByteBuf ok = Unpooled.buffer();
        OkPacket.of(2).encode(ok, 2);
        channel.writeInbound(ok);
        connection = opened.getNow();
        assertNotNull(connection, () -> "not logged in: " + opened.cause());
    }

    private void connect() {
        connect(ResultLimits.SMALL);
    }

    /** The command that was sent: its byte and its argument. */
    private String sent() {
        ByteBuf out = channel.readOutbound();
        assertNotNull(out, "nothing sent");
        assertEquals(0, Packets.sequenceId(out, 0));
        assertEquals(out.readableBytes() - Packets.HEADER_BYTES, Packets.payloadLength(out, 0));
        String command = out.getByte(Packets.HEADER_BYTES) + " " + out.toString(Packets.HEADER_BYTES + 1,
                out.readableBytes() - Packets.HEADER_BYTES - 1, StandardCharsets.UTF_8);
        out.release();
        return command;
    }

    private ByteBuf answer(String[]... rows) {
        return answer(0, rows);
    }

    private ByteBuf answer(int statusFlags, String[]... rows) {
        ByteBuf out = Unpooled.buffer();
        TextResult.encode(out, 1, capabilities & ClientConnection.CAPABILITIES, COLUMNS,
                Arrays.asList((Object[][]) rows),
                statusFlags);
        return out;
    }

    private static String[] row(String... values) {
        return values;
    }

    private static CommandFailedException failure(Future<?> answer) {
        return assertInstanceOf(CommandFailedException.class, answer.cause(), () -> "answer: " + answer.getNow());
    }

    @ParameterizedTest(name = "CLIENT_DEPRECATE_EOF: {0}")
    @ValueSource(booleans = {true, false})
    void readsRowsHoweverTheyEndAndHoweverTheyArrive(boolean deprecateEof) {
        capabilities = deprecateEof ? SERVER | Capability.CLIENT_DEPRECATE_EOF : SERVER;
        connect();
        ByteBuf whole = answer(row("1", null), row("", "häufig"));
        for (int cut = 0; cut <= whole.readableBytes(); cut++) {
            Future<ResultRows> answer = connection.query("SELECT 'ä'");
            assertEquals(Command.COM_QUERY + " SELECT 'ä'", sent());
            channel.writeInbound(whole.copy(0, cut), whole.copy(cut, whole.readableBytes() - cut));
            ResultRows rows = answer.getNow();
            assertNotNull(rows, () -> "no answer: " + answer.cause());
            assertEquals(List.of("read_only", "lag"), rows.columns());
            assertArrayEquals(row("1", null), rows.rows().get(0));
            assertArrayEquals(row("", "häufig"), rows.rows().get(1));
            assertEquals("häufig", rows.text(1, "LAG"), "names of columns in any case");
            assertNull(rows.text(2, "lag"));
            assertNull(rows.text(0, "other"));
        }
        whole.release();
    }

    @Test
    void readsAnOkAsNoRows() {
        connect();
        Future<ResultRows> answer = connection.query("SET wait_timeout=80");
        sent();
        ByteBuf out = Unpooled.buffer();
        new OkPacket(OkPacket.OK, 3, 0, 2, 0, "done").encode(out, 1);
        channel.writeInbound(out);
        assertEquals(List.of(), answer.getNow().columns());
        assertEquals(3, answer.getNow().affectedRows());
        assertEquals("done", answer.getNow().info());
    }

    @Test
    void pings() {
        connect();
        Future<ResultRows> answer = connection.ping();
        assertEquals(Command.COM_PING + " ", sent());
        ByteBuf out = Unpooled.buffer();
        OkPacket.of(2).encode(out, 1);
        channel.writeInbound(out);
        assertTrue(answer.isSuccess());
    }

    @Test
    void anErrorFailsTheCommandAndLeavesTheConnection() {
        connect();
        Future<ResultRows> answer = connection.query("SHOW SLAVE STATUS");
        sent();
        ByteBuf out = Unpooled.buffer();
        new ErrPacket(1227, "42000", "Access denied; you need the SUPER privilege").encode(out, 1);
        channel.writeInbound(out);
        assertEquals(1227, failure(answer).code());
        assertEquals("42000", failure(answer).sqlState());
        assertEquals("Access denied; you need the SUPER privilege", failure(answer).getMessage());
        assertTrue(connection.isOpen());
        Future<ResultRows> next = connection.query("SELECT 1");
        sent();
        channel.writeInbound(answer(row("1", "2")));
        assertEquals("1", next.getNow().text(0, "read_only"));
    }

    @Test
    void refusesASecondCommandWhileOneIsUnderWay() {
        connect();
        Future<ResultRows> first = connection.query("SELECT 1");
        assertInstanceOf(IllegalStateException.class, connection.ping().cause());
        channel.writeInbound(answer(row("1", "2")));
        assertTrue(first.isSuccess());
    }

    @Test
    void closingFailsTheCommandUnderWay() {
        connect();
        Future<ResultRows> answer = connection.query("SELECT SLEEP(100)");
        sent();
        connection.close();
        assertEquals(2013, failure(answer).code());
        assertFalse(channel.isOpen());
        assertNull(channel.readOutbound(), "no COM_QUIT amid a command");
        assertEquals(2006, failure(connection.ping()).code());
    }

    @Test
    void saysQuitWhenIdle() {
        connect();
        connection.close();
        assertEquals(Command.COM_QUIT + " ", sent());
        assertFalse(channel.isOpen());
        assertFalse(connection.isOpen());
    }

    @Test
    void aServerThatHangsUpFailsTheCommandAndIsNoticedWhenIdle() {
        connect();
        assertTrue(connection.isOpen());
        ByteBuf out = Unpooled.buffer();
        new ErrPacket(1927, "70100", "Connection was killed").encode(out, 0);
        channel.writeInbound(out);
        assertFalse(connection.isOpen());
        assertEquals(2006, failure(connection.query("SELECT 1")).code());
    }

    @Test
    void takesAnswersUpToItsLimitsAndNoLarger() {
        connect(new ResultLimits(2, 1 << 16));
        Future<ResultRows> two = connection.query("SELECT 1");
        channel.writeInbound(answer(row("1", "1"), row("2", "2")));
        assertEquals(2, two.getNow().rows().size());
        Future<ResultRows> three = connection.query("SELECT 1");
        channel.writeInbound(answer(row("1", "1"), row("2", "2"), row("3", "3")));
        assertEquals("Malformed packet: answer of more than 2 rows", failure(three).getMessage());
        assertFalse(channel.isOpen(), "what is left of the answer is not read");
    }

    @Test
    void countsTheBytesOfAllPackets() {
        String[] half = row("x".repeat(600), "");
        connect(new ResultLimits(10, 1000));
        Future<ResultRows> answer = connection.query("SELECT 1");
        channel.writeInbound(answer(half, half));
        assertEquals("Malformed packet: answer of more than 1000 bytes", failure(answer).getMessage());
    }

    @Test
    void refusesAPacketThatIsTooLongByItsHeader() {
        connect(new ResultLimits(10, 1000));
        Future<ResultRows> answer = connection.query("SELECT 1");
        channel.writeInbound(Unpooled.buffer().writeMediumLE(1001).writeByte(1));
        assertEquals(2020, failure(answer).code());
        assertFalse(channel.isOpen());
    }

    @Test
    void refusesASecondResult() {
        connect();
        Future<ResultRows> answer = connection.query("SELECT 1");
        channel.writeInbound(answer(StatusFlag.SERVER_MORE_RESULTS_EXISTS, row("1", "1")));
        assertEquals("Malformed packet: more than one result", failure(answer).getMessage());
    }

    @Test
    void refusesAServerThatAsksForAFile() {
        connect();
        Future<ResultRows> answer = connection.query("SELECT 1");
        ByteBuf out = Unpooled.buffer();
        Packets.write(out, 1, "\u00fb/etc/passwd".getBytes(StandardCharsets.ISO_8859_1));
        channel.writeInbound(out);
        assertEquals("Malformed packet: the server asks for a file", failure(answer).getMessage());
        assertFalse(channel.isOpen());
    }

    @Test
    void randomAnswersEndInAnAnswerOrARefusal() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            ResultReader reader = new ResultReader(ResultLimits.SMALL, random.nextBoolean()
                    ? SERVER
                    : SERVER | Capability.CLIENT_DEPRECATE_EOF);
            try {
                for (int packets = 0; packets < 20; packets++) {
                    byte[] bytes = new byte[random.nextInt(40)];
                    random.nextBytes(bytes);
                    if (reader.read(Unpooled.wrappedBuffer(bytes))) {
                        break;
                    }
                }
            } catch (CommandFailedException | switchboard.mysql.protocol.MalformedPacketException expected) {
                // a refusal
            } catch (RuntimeException other) {
                throw new AssertionError("seed " + seed, other);
            }
        }
    }

    @Test
    void failsWithWhatConnectingFailedWith() {
        ConnectException refused = new ConnectException("Connection refused");
        Future<ClientConnection> opened = ClientConnection.open(channel.eventLoop(), new ClientCredentials("monitor",
                Secret.NONE, null, 0, 45, Map.of(), null), ResultLimits.SMALL, handler -> {
                    Promise<Channel> failed = channel.eventLoop().newPromise();
                    return failed.setFailure(refused);
                });
        assertEquals(refused, opened.cause());
    }

    @Test
    void cancellingClosesAChannelAmidItsLogin() {
        Future<ClientConnection> opened = open(ResultLimits.SMALL);
        assertTrue(opened.cancel(true));
        assertFalse(channel.isOpen());
    }

    @Test
    void failsWhenTheLoginIsRefused() {
        Future<ClientConnection> opened = open(ResultLimits.SMALL);
        ByteBuf out = Unpooled.buffer();
        new ErrPacket(1040, "08004", "Too many connections").encode(out, 0);
        channel.writeInbound(out);
        assertEquals(1040, assertInstanceOf(LoginRefusedException.class, opened.cause()).code());
    }
}

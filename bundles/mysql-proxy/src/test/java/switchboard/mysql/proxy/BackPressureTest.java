package switchboard.mysql.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import switchboard.mysql.protocol.Capability;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.packet.ErrPacket;
import switchboard.mysql.protocol.packet.StmtPrepareOk;
import switchboard.mysql.proxy.backend.LoopServer;
import switchboard.mysql.proxy.rig.RawClient;
import switchboard.mysql.proxy.rig.Reply;
import switchboard.mysql.proxy.rig.ScriptedServer;

/** Slow clients, slow servers and big packets: memory stays bounded, and nothing hangs afterwards. */
class BackPressureTest {
    private static final long BOUND = 8L << 20;
    private final ProxyRig proxy = new ProxyRig();
    private final ScriptedServer server = proxy.server();

    @AfterEach
    void everythingIsReleased() {
        proxy.close();
    }

    /** Waits until a number stands still for a while. */
    private static void awaitStandstill(java.util.function.LongSupplier number) {
        long[] last = {-1, 0};
        ProxyRig.await(() -> {
            long now = number.getAsLong();
            last[1] = now == last[0] ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] > 150;
        }, () -> "still moving: " + last[0]);
    }

    private long received() {
        return proxy.count(LoopServer.Count.BYTES_RECEIVED);
    }

    @Test
    void aClientThatDoesNotReadStopsItsServer() throws IOException {
        int rows = 4000;
        server.on("SELECT big", (side, command) -> side.manyRows(rows, 20_000));
        RawClient slow = proxy.client();
        slow.send(Command.COM_QUERY, "SELECT big");
        awaitStandstill(this::received);
        assertTrue(received() < rows * 20_000L / 2, () -> received() + " bytes were read of the server");
        assertTrue(proxy.bytesInBuffers() < BOUND, () -> proxy.bytesInBuffers() + " bytes are kept");
        assertEquals("2", proxy.client().query("SELECT 1").value(), "others are served meanwhile");
        assertEquals(rows, slow.reply().rows().size());
        assertEquals(1, slow.query("SELECT 1").rows().size());
    }

    @Test
    void aClientThatLeavesInTheMiddleOfAResultEndsItAtTheServer() {
        server.on("SELECT big", (side, command) -> side.manyRows(4000, 20_000));
        RawClient slow = proxy.client();
        slow.send(Command.COM_QUERY, "SELECT big");
        awaitStandstill(this::received);
        slow.close();
        ProxyRig.await(() -> server.count("KILL CONNECTION 1") == 1, () -> server.log().toString());
        ProxyRig.await(() -> proxy.count(LoopServer.Count.USED) == 0, () -> "still in use");
    }

    @Test
    void aClientThatNeverReadsItsAnswersIsNotReadEither() {
        RawClient client = proxy.client();
        int commands = 1000;
        byte[] echoed = ("USE a b" + "x".repeat(60_000)).getBytes(StandardCharsets.US_ASCII);
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < commands; i++) {
                    client.send(Command.COM_QUERY, echoed);
                }
            } catch (java.io.UncheckedIOException closed) {
                // the test has failed
            }
        });
        awaitStandstill(() -> proxy.count(switchboard.mysql.proxy.loop.Counter.FRONTEND_BYTES_RECEIVED));
        assertTrue(proxy.bytesInBuffers() < BOUND, () -> proxy.bytesInBuffers() + " bytes are kept");
        for (int i = 0; i < commands; i++) {
            assertEquals(1148, client.reply().code());
        }
    }

    @Test
    void aServerThatDoesNotReadStopsItsClient() throws Exception {
        AtomicReference<switchboard.mysql.proxy.rig.ServerSide> stopped = new AtomicReference<>();
        server.on("COM_STMT_SEND_LONG_DATA", (side, command) -> {
            if (stopped.compareAndSet(null, side)) {
                side.hang();
            }
        });
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare("INSERT INTO t VALUES (?)");
        byte[] part = new byte[1 << 20];
        int parts = 60;
        Thread upload = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < parts; i++) {
                client.sendLongData(statement, 0, part);
            }
        });
        ProxyRig.await(() -> stopped.get() != null, () -> "nothing came");
        awaitStandstill(() -> proxy.count(LoopServer.Count.BYTES_SENT));
        assertTrue(upload.isAlive(), "all was taken");
        assertTrue(proxy.bytesInBuffers() < 2 * BOUND, () -> proxy.bytesInBuffers() + " bytes are kept");
        stopped.get().wake();
        upload.join();
        assertTrue(client.execute(statement, "").isOk());
        assertEquals(parts, server.count("COM_STMT_SEND_LONG_DATA INSERT INTO t VALUES (?)"));
    }

    @Test
    void longDataOfAClientThatDoesNotReadLeavesTheConnectionReadable() {
        RawClient client = proxy.client();
        StmtPrepareOk statement = client.prepare("INSERT INTO t VALUES (?)");
        server.on("SELECT big", (side, command) -> side.manyRows(1000, 20_000));
        ByteBuf together = Unpooled.buffer();
        together.writeBytes(RawClient.packet(Command.COM_QUERY, "SELECT big".getBytes(StandardCharsets.US_ASCII)));
        ByteBuf data = Unpooled.buffer().writeIntLE((int) statement.statementId()).writeShortLE(0).writeByte('x');
        together.writeBytes(RawClient.packet(Command.COM_STMT_SEND_LONG_DATA,
                io.netty.buffer.ByteBufUtil.getBytes(data)));
        together.writeBytes(RawClient.packet(Command.COM_STMT_EXECUTE,
                RawClient.executeArgument((int) statement.statementId(), true, "")));
        client.sendRaw(together);
        awaitStandstill(this::received);
        assertEquals(1000, client.reply().rows().size());
        assertTrue(client.reply().isOk());
    }

    @ParameterizedTest
    @ValueSource(ints = {0xFFFFFF - 1, 0xFFFFFF, 0xFFFFFF + 1, 2 * 0xFFFFFF + 5})
    void packetsOf16MegabytesGoThroughBothWays(int payload) {
        AtomicReference<byte[]> received = new AtomicReference<>();
        server.on("SELECT '", (side, command) -> {
            received.set(command);
            side.rows(java.util.List.of("c"), new Object[]{Arrays.copyOfRange(command, 9, command.length - 1)});
        });
        byte[] sql = new byte[payload - 1];
        Arrays.fill(sql, (byte) 'x');
        byte[] begin = "SELECT '".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(begin, 0, sql, 0, begin.length);
        sql[sql.length - 1] = '\'';
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, sql);
        assertEquals(payload - 10, client.reply().value().length());
        assertArrayEquals(sql, Arrays.copyOfRange(received.get(), 1, received.get().length));
        assertEquals("1", client.query("SELECT 1").value());
    }

    @Test
    void aCommandLongerThanMaxAllowedPacketIsRefusedByItsHeader() {
        proxy.settings.maxAllowedPacket = 1000;
        RawClient client = proxy.client();
        byte[] sql = new byte[999];
        Arrays.fill(sql, (byte) ' ');
        System.arraycopy("SELECT 1".getBytes(StandardCharsets.US_ASCII), 0, sql, 0, 8);
        client.send(Command.COM_QUERY, sql);
        assertEquals("1", client.reply().value(), "at the limit");
        client.sendRaw(Unpooled.buffer().writeMediumLE(1001).writeByte(0));
        Reply refused = client.reply();
        assertEquals(1153, refused.code());
        assertEquals("08S01", refused.error().sqlState());
        assertEquals("Got a packet bigger than 'max_allowed_packet' bytes", refused.error().message());
        assertNull(client.replyOrClose());
    }

    @Test
    void localInfileIsRefusedUnlessAllowed() {
        RawClient client = proxy.client();
        Reply refused = client.query("LOAD DATA LOCAL INFILE 'f' INTO TABLE t");
        assertEquals(1047, refused.code());
        assertEquals("HY000", refused.error().sqlState());
        assertEquals("Unsupported 'LOAD DATA LOCAL INFILE' command", refused.error().message());
        assertEquals(0, server.accepted());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5000, 3_000_000})
    void aFileGoesToTheServerAndOnlyTheFile(int bytes) throws IOException {
        proxy.settings.localInfile = true;
        AtomicReference<byte[]> content = new AtomicReference<>();
        server.on("LOAD DATA", (side, command) -> {
            content.set(side.askForFile("f"));
            side.ok(3, 0);
        });
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "LOAD DATA LOCAL INFILE 'f' INTO TABLE t");
        assertEquals(0xFB, client.next()[0] & 0xFF);
        ByteBuf upload = Unpooled.buffer();
        int sequenceId = 2;
        for (int left = bytes; left > 0; left -= 65_536) {
            int part = Math.min(left, 65_536);
            upload.writeMediumLE(part).writeByte(sequenceId++).writeZero(part);
        }
        upload.writeMediumLE(0).writeByte(sequenceId);
        upload.writeBytes(RawClient.packet(Command.COM_QUERY, "SELECT 1".getBytes(StandardCharsets.US_ASCII)));
        client.sendRaw(upload);
        client.sequenceGoesOnFrom(sequenceId);
        assertEquals(0, client.next()[0], "OK of the LOAD");
        assertEquals("1", client.reply().value(), "what follows the file is a command again");
        assertEquals(bytes, content.get().length);
        assertEquals(1, server.count("1:SELECT 1"));
    }

    @Test
    void eachLoadOfSeveralStatementsGetsItsOwnFile() throws IOException {
        proxy.settings.localInfile = true;
        List<Integer> lengths = new CopyOnWriteArrayList<>();
        server.on("LOAD DATA", (side, command) -> {
            for (int more = 2; more >= 0; more--) {
                lengths.add(side.askForFile("f", more == 2 ? 0 : 1).length);
                side.okWithMore(more > 0);
            }
        });
        RawClient client = proxy.client("app", RawClient.USUAL | Capability.CLIENT_MULTI_STATEMENTS);
        client.send(Command.COM_QUERY, "LOAD DATA LOCAL INFILE 'f' INTO TABLE t;".repeat(3));
        int sequenceId = 0;
        for (int bytes : new int[]{10, 0, 100_000}) {
            assertEquals(0xFB, client.next()[0] & 0xFF);
            sequenceId += 2;
            ByteBuf upload = Unpooled.buffer();
            if (bytes > 0) {
                upload.writeMediumLE(bytes).writeByte(sequenceId++).writeZero(bytes);
            }
            client.sendRaw(upload.writeMediumLE(0).writeByte(sequenceId));
            client.sequenceGoesOnFrom(sequenceId++);
            assertEquals(0, client.next()[0], "OK of the LOAD");
        }
        assertEquals(List.of(10, 0, 100_000), lengths);
        assertEquals("1", client.query("SELECT 1").value());
    }

    @Test
    void aFileThatIsRefusedAtOnceIsNoCommandEither() throws IOException {
        proxy.settings.localInfile = true;
        server.on("LOAD DATA", (side, command) -> { // question and refusal in one write
            ByteBuf both = Unpooled.buffer().writeMediumLE(2).writeByte(1).writeByte(0xFB).writeByte('f');
            new ErrPacket(1146, "42S02", "Table 't' doesn't exist").encode(both, 2);
            side.raw(both);
        });
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "LOAD DATA LOCAL INFILE 'f' INTO TABLE t");
        assertEquals(0xFB, client.next()[0] & 0xFF);
        client.sequenceGoesOnFrom(1);
        assertEquals(0xFF, client.next()[0] & 0xFF);
        ByteBuf file = RawClient.packet(Command.COM_QUERY, "DROP TABLE t".getBytes(StandardCharsets.US_ASCII));
        client.sendRaw(file.writeMediumLE(0).writeByte(3));
        assertEquals(0, client.query("SELECT 1").code());
        assertEquals(0, server.count(":DROP TABLE t"));
    }

    @Test
    void aServerThatAsksForTwoFilesAtOnceEndsTheSession() throws IOException {
        proxy.settings.localInfile = true;
        server.on("LOAD DATA", (side, command) -> {
            ByteBuf twice = Unpooled.buffer().writeMediumLE(2).writeByte(1).writeByte(0xFB).writeByte('f');
            side.raw(twice.writeMediumLE(2).writeByte(2).writeByte(0xFB).writeByte('g'));
            side.ignoreAll();
        });
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "LOAD DATA LOCAL INFILE 'f' INTO TABLE t");
        ProxyRig.await(() -> proxy.sessions.count() == 0, () -> proxy.sessions.count() + " sessions");
    }

    @Test
    void theRestOfAFileThatTheServerRefusesIsNoCommand() throws IOException {
        proxy.settings.localInfile = true;
        server.on("LOAD DATA", (side, command) -> {
            side.raw(Unpooled.buffer().writeMediumLE(2).writeByte(1).writeByte(0xFB).writeByte('f'));
            side.error(1146, "42S02", "Table 't' doesn't exist");
        });
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "LOAD DATA LOCAL INFILE 'f' INTO TABLE t");
        assertEquals(0xFB, client.next()[0] & 0xFF);
        client.sequenceGoesOnFrom(0);
        assertEquals(1146, client.reply().code());
        ByteBuf file = RawClient.packet(Command.COM_QUERY, "DROP TABLE t".getBytes(StandardCharsets.US_ASCII));
        client.sendRaw(file.writeMediumLE(0).writeByte(3));
        assertEquals(0, client.query("SELECT 1").code());
        assertEquals(0, server.count(":DROP TABLE t"));
    }

    @Test
    void aServerThatDiesDuringAnUploadEndsTheSession() throws IOException {
        proxy.settings.localInfile = true;
        server.on("LOAD DATA", (side, command) -> {
            side.raw(Unpooled.buffer().writeMediumLE(2).writeByte(1).writeByte(0xFB).writeByte('f'));
            side.die();
        });
        RawClient client = proxy.client();
        client.send(Command.COM_QUERY, "LOAD DATA LOCAL INFILE 'f' INTO TABLE t");
        assertEquals(0xFB, client.next()[0] & 0xFF);
        assertTrue(client.isClosedByProxy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"USE x|y", "KILL 1|y", "SELECT LAST_INSERT_ID()|;", "USE `|"})
    void manyBlanksDoNotKeepTheLoopBusy(String statement) {
        RawClient client = proxy.client();
        client.query(statement.replace("|", " ".repeat(1_000_000)));
        client.send(Command.COM_PING);
        assertTrue(client.reply().isOk());
    }
}

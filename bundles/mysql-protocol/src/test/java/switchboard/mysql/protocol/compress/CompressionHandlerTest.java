package switchboard.mysql.protocol.compress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Packets;

/** Both ends of a compressed connection, and what a hostile peer may send. */
class CompressionHandlerTest {
    private static final Compression ZLIB = new Compression.Zlib();
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    static Stream<Compression> kinds() {
        return Stream.of(ZLIB, new Compression.Zstd(3));
    }

    @AfterEach
    void releaseAll() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    private EmbeddedChannel end(Compression compression, boolean asksServer) {
        EmbeddedChannel channel = new EmbeddedChannel(new CompressionHandler(compression, asksServer));
        channels.add(channel);
        return channel;
    }

    private static byte[] payload(int length, boolean random) {
        byte[] bytes = new byte[length];
        if (random) {
            new Random(length).nextBytes(bytes);
        }
        return bytes;
    }

    private static ByteBuf packet(int number, byte[] payload) {
        ByteBuf out = Unpooled.directBuffer();
        Packets.write(out, number, payload);
        return out;
    }

    private static byte[] outbound(EmbeddedChannel from) {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = from.readOutbound(); part != null; part = from.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        byte[] bytes = ByteBufUtil.getBytes(all);
        all.release();
        return bytes;
    }

    private static byte[] inbound(EmbeddedChannel to) {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = to.readInbound(); part != null; part = to.readInbound()) {
            all.writeBytes(part);
            part.release();
        }
        byte[] bytes = ByteBufUtil.getBytes(all);
        all.release();
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void givesBackWhatWasSentHoweverItIsCut(Compression kind) {
        for (int length : new int[]{1, 45, 46, 1000, 65_531, 65_532, 65_533, 300_000}) {
            for (boolean random : new boolean[]{false, true}) {
                EmbeddedChannel client = end(kind, true);
                client.writeOutbound(packet(0, payload(length, random)));
                byte[] sent = outbound(client);
                for (int step : new int[]{1, 7, 1000, sent.length}) {
                    if (step < 1000 && length > 1000) {
                        continue;
                    }
                    EmbeddedChannel server = end(kind, false);
                    ByteArrayOutputStream got = new ByteArrayOutputStream();
                    for (int at = 0; at < sent.length; at += step) {
                        server.writeInbound(Unpooled.copiedBuffer(sent, at, Math.min(step, sent.length - at)));
                        got.writeBytes(inbound(server));
                    }
                    ByteBuf expected = packet(0, payload(length, random));
                    assertArrayEquals(ByteBufUtil.getBytes(expected), got.toByteArray(), length + " by " + step);
                    expected.release();
                }
            }
        }
    }

    @Test
    void sendsShortPacketsAsTheyAreAndRandomOnesUncompressed() {
        EmbeddedChannel client = end(ZLIB, true);
        client.writeOutbound(packet(0, payload(45, false)));
        assertEquals("310000" + "00" + "000000" + "2d0000", ByteBufUtil.hexDump(outbound(client)).substring(0, 20));
        client.writeOutbound(packet(0, payload(46, false)));
        String compressed = ByteBufUtil.hexDump(outbound(client));
        assertEquals("00" + "320000", compressed.substring(6, 14), "a new command begins with number 0");
        client.writeOutbound(packet(0, payload(500, true)));
        assertEquals("f80100" + "00" + "000000", ByteBufUtil.hexDump(outbound(client)).substring(0, 14));
    }

    @Test
    void framesOfACommandAndItsAnswerAreNumberedOnward() {
        EmbeddedChannel client = end(ZLIB, true);
        EmbeddedChannel server = end(ZLIB, false);
        client.writeOutbound(packet(0, payload(200_000, true)));
        byte[] command = outbound(client);
        server.writeInbound(Unpooled.wrappedBuffer(command));
        inbound(server);
        server.writeOutbound(packet(1, payload(7, false)));
        byte[] answer = outbound(server);
        assertEquals(4, answer[3], "4 frames came");
        client.writeInbound(Unpooled.wrappedBuffer(answer));
        inbound(client);
        client.writeOutbound(packet(0, payload(7, false)));
        assertEquals(0, outbound(client)[3]);
    }

    @Test
    void aFilesPacketsGoOnWithTheNumberOfTheServersQuestionAlsoBeyond255() {
        EmbeddedChannel client = end(ZLIB, true);
        client.writeOutbound(packet(0, payload(7, false)));
        outbound(client);
        client.writeInbound(frame(1, 0, ByteBufUtil.getBytes(packet(1, payload(5, false)))));
        inbound(client);
        for (int number = 2; number < 600; number++) {
            client.writeOutbound(packet(number & 0xFF, payload(5, false)));
            assertEquals((byte) number, outbound(client)[3]);
        }
        client.writeInbound(frame(600, 0, ByteBufUtil.getBytes(packet(600 & 0xFF, payload(7, false)))));
        inbound(client);
        client.writeOutbound(packet(0, payload(7, false)));
        assertEquals(0, outbound(client)[3], "the next command");
    }

    @Test
    void packetsOfAServerThatNumbersAnewAtEachFlushComeWithoutGap() {
        EmbeddedChannel client = end(ZLIB, true);
        client.writeOutbound(packet(0, payload(7, false)));
        outbound(client);
        ByteBuf first = Unpooled.wrappedBuffer(packet(1, payload(5, false)), packet(2, payload(5, false)),
                packet(3, payload(5, false)));
        client.writeInbound(frame(1, 0, ByteBufUtil.getBytes(first)));
        client.writeInbound(frame(2, 0, ByteBufUtil.getBytes(packet(2, payload(5, false)))));
        first.release();
        byte[] got = inbound(client);
        for (int i = 0; i < 4; i++) {
            assertEquals(i + 1, got[9 * i + 3]);
        }
    }

    private static ByteBuf frame(int number, int expandsTo, byte[] content) {
        return Unpooled.directBuffer().writeMediumLE(content.length).writeByte(number).writeMediumLE(expandsTo)
                .writeBytes(content);
    }

    /** One packet: empty ones would be counted one by one, each access under the eyes of the leak detector. */
    private static byte[] packetOfZeros(int bytes) {
        byte[] packet = new byte[bytes];
        packet[2] = (byte) (bytes >> 16);
        return packet;
    }

    static byte[] zlib(byte[] content) {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        byte[] out = new byte[content.length + 100];
        int length = deflater.deflate(out);
        deflater.end();
        return java.util.Arrays.copyOf(out, length);
    }

    private void isRefused(Compression kind, ByteBuf frame) {
        EmbeddedChannel server = end(kind, false);
        assertThrows(MalformedPacketException.class, () -> server.writeInbound(frame));
        inbound(server);
        server.writeInbound(Unpooled.wrappedBuffer(new byte[100]));
        assertNull(server.readInbound(), "what follows is thrown away");
    }

    @Test
    void refusesFramesThatExpandToMoreOrLessThanTheyAnnounce() {
        byte[] bomb = zlib(packetOfZeros(1 << 20));
        isRefused(ZLIB, frame(0, 100, bomb));
        isRefused(ZLIB, frame(0, (1 << 20) - 1, bomb));
        isRefused(ZLIB, frame(0, (1 << 20) + 1, bomb));
        isRefused(ZLIB, frame(0, 100, new byte[]{1, 2, 3, 4, 5, 6, 7, 8}));
        isRefused(ZLIB, frame(0, 0, new byte[0]));
        byte[] twice = java.util.Arrays.copyOf(bomb, bomb.length + 5);
        isRefused(ZLIB, frame(0, 1 << 20, twice));
        Compression zstd = new Compression.Zstd(3);
        byte[] zstdBomb = Zstd.compress(packetOfZeros(1 << 20));
        isRefused(zstd, frame(0, 100, zstdBomb));
        isRefused(zstd, frame(0, (1 << 20) + 1, zstdBomb));
        isRefused(zstd, frame(0, 100, bomb));
        isRefused(zstd, frame(0, 1 << 20, java.util.Arrays.copyOf(zstdBomb, zstdBomb.length + 1)));
    }

    /** As MariaDB Connector/J sends them when 16 MB become longer by zlib than a frame's length can say. */
    @ParameterizedTest
    @MethodSource("kinds")
    void refusesFramesThatEndBeforeWhatIsCompressedDoes(Compression kind) {
        for (int length : new int[]{300, 32 * 1024, 200_000}) {
            byte[] content = payload(length, true);
            byte[] whole = kind instanceof Compression.Zlib ? zlib(content) : Zstd.compress(content);
            for (int missing : new int[]{1, 3, 4, 5, whole.length / 2, whole.length - 8}) {
                isRefused(kind, frame(0, length, java.util.Arrays.copyOf(whole, whole.length - missing)));
            }
        }
    }

    @Test
    void refusesAZstdFrameThatWantsMuchMemoryToBeExpanded() {
        byte[] header = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, (byte) (17 << 3), 1, 0, 0}; // window of 128 MB, an empty block
        isRefused(new Compression.Zstd(3), frame(0, 1000, header));
        byte[] single = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, (byte) 0xA0, 0, 0, 0, 2, 1, 0, 0}; // content of 32 MB
        isRefused(new Compression.Zstd(3), frame(0, 1000, single));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void expandsNothingWhileTheChannelIsNotRead(Compression kind) {
        byte[] content = packetOfZeros(8 << 20);
        byte[] small = kind instanceof Compression.Zlib ? zlib(content) : Zstd.compress(content);
        EmbeddedChannel server = end(kind, false);
        server.config().setAutoRead(false);
        server.writeInbound(frame(0, content.length, small));
        byte[] first = inbound(server);
        assertTrue(first.length > 0 && first.length <= 64 * 1024, "bytes expanded: " + first.length);
        server.config().setAutoRead(true);
        server.runPendingTasks();
        assertEquals(content.length, first.length + inbound(server).length);
    }

    @Test
    void randomBytesEndInARefusalOrWait() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            for (Compression kind : (Iterable<Compression>) kinds()::iterator) {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                EmbeddedChannel server = end(kind, false);
                try {
                    server.writeInbound(Unpooled.wrappedBuffer(bytes));
                } catch (MalformedPacketException expected) {
                    inbound(server);
                }
                server.finishAndReleaseAll();
            }
        }
        channels.clear();
    }
}

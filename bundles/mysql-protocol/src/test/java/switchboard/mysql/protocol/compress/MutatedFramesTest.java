package switchboard.mysql.protocol.compress;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import switchboard.mysql.protocol.MalformedPacketException;
import switchboard.mysql.protocol.Mutation;

/** Whatever comes as compressed frames is expanded or refused, and both end. */
class MutatedFramesTest {
    private static final int ROUNDS = 1500;
    private static final int HEADER_BYTES = 7;

    static Stream<Compression> kinds() {
        return Stream.of(new Compression.Zlib(), new Compression.Zstd(3));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
    void framesAreExpandedOrRefused(Compression kind) {
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            byte[] sent = Mutation.of(frames(kind, random), random);
            refused += isRefused(kind, Mutation.cut(sent, random), round) ? 1 : 0;
        }
        assertTrue(refused > ROUNDS / 10, "most changes are seen: " + refused);
        assertTrue(refused < ROUNDS, "some change nothing that counts");
    }

    private static boolean isRefused(Compression kind, List<byte[]> pieces, int round) {
        EmbeddedChannel channel = new EmbeddedChannel(new CompressionHandler(kind, false));
        try {
            for (byte[] piece : pieces) {
                channel.writeInbound(Unpooled.wrappedBuffer(piece));
            }
            return false;
        } catch (MalformedPacketException refusal) {
            drain(channel);
            channel.writeInbound(Unpooled.wrappedBuffer(pieces.get(0)));
            assertNull(channel.readInbound(), () -> "bytes behind a refused frame go on in round " + round);
            return true;
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static void drain(EmbeddedChannel channel) {
        for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
            part.release();
        }
    }

    private static byte[] frames(Compression kind, Random random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int count = 1 + random.nextInt(3);
        for (int number = 0; number < count; number++) {
            byte[] content = new byte[1 + random.nextInt(random.nextInt(8) > 0 ? 300 : 70_000)];
            for (int i = 0; i < content.length; i++) {
                content[i] = (byte) random.nextInt(random.nextBoolean() ? 3 : 256);
            }
            boolean compressed = random.nextInt(4) > 0;
            byte[] packed = !compressed
                    ? content
                    : kind instanceof Compression.Zlib ? CompressionHandlerTest.zlib(content) : Zstd.compress(content);
            ByteBuf header = Unpooled.buffer(HEADER_BYTES).writeMediumLE(packed.length).writeByte(number)
                    .writeMediumLE(compressed ? content.length : 0);
            all.write(header.array(), 0, HEADER_BYTES);
            all.writeBytes(packed);
        }
        return all.toByteArray();
    }
}

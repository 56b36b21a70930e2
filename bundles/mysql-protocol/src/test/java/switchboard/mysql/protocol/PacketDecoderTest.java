package switchboard.mysql.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {
    private static final byte[] STREAM = {0, 0, 0, 7, 3, 0, 0, 1, 'a', 'b', 'c', 1, 0, 0, 2, 'd'};

    @Test
    void cutsPacketsWhereverTheBytesAreCut() {
        for (int cut = 0; cut <= STREAM.length; cut++) {
            EmbeddedChannel channel = new EmbeddedChannel(new PacketDecoder(3));
            channel.writeInbound(Unpooled.copiedBuffer(STREAM, 0, cut));
            channel.writeInbound(Unpooled.copiedBuffer(STREAM, cut, STREAM.length - cut));
            expectStream(channel);
        }
    }

    @Test
    void cutsPacketsThatComeByteByByte() {
        EmbeddedChannel channel = new EmbeddedChannel(new PacketDecoder(3));
        for (byte one : STREAM) {
            channel.writeInbound(Unpooled.copiedBuffer(new byte[]{one}));
        }
        expectStream(channel);
    }

    private static void expectStream(EmbeddedChannel channel) {
        expect(channel, 0, 4);
        expect(channel, 4, 11);
        expect(channel, 11, 16);
        assertFalse(channel.finish());
    }

    private static void expect(EmbeddedChannel channel, int from, int to) {
        ByteBuf packet = channel.readInbound();
        assertArrayEquals(Arrays.copyOfRange(STREAM, from, to), ByteBufUtil.getBytes(packet));
        packet.release();
    }

    @Test
    void refusesTooLongPacketByItsHeaderAlone() {
        EmbeddedChannel patient = new EmbeddedChannel(new PacketDecoder(100));
        assertFalse(patient.writeInbound(Unpooled.buffer().writeIntLE(100)), "at the limit");
        patient.finish();
        EmbeddedChannel refusing = new EmbeddedChannel(new PacketDecoder(100));
        ByteBuf tooLong = Unpooled.buffer().writeIntLE(101);
        PacketTooLargeException refused = assertThrows(PacketTooLargeException.class,
                () -> refusing.writeInbound(tooLong));
        assertEquals(101, refused.announcedBytes());
        assertEquals(100, refused.limitBytes());
        assertEquals(0, tooLong.refCnt());
    }

    @Test
    void throwsAwayWhatFollowsARefusalAndThrowsNoSecondTime() {
        EmbeddedChannel channel = new EmbeddedChannel(new PacketDecoder(100));
        assertThrows(PacketTooLargeException.class,
                () -> channel.writeInbound(Unpooled.buffer().writeIntLE(101).writeByte(1)));
        ByteBuf more = Unpooled.copiedBuffer(STREAM);
        assertFalse(channel.writeInbound(more));
        assertEquals(0, more.refCnt());
        assertFalse(channel.finish());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void limitCountsAllPacketsOfAMessage(boolean reassembling) {
        EmbeddedChannel channel = new EmbeddedChannel(new PacketDecoder(Packets.CONTINUED + 9, reassembling));
        channel.writeInbound(Unpooled.buffer().writeIntLE(Packets.CONTINUED).writeZero(Packets.CONTINUED));
        assertThrows(PacketTooLargeException.class,
                () -> channel.writeInbound(Unpooled.buffer().writeIntLE(10 | 1 << 24)));
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9})
    void reassemblesAMessageOfSeveralPackets(int rest) {
        int length = Packets.CONTINUED + rest;
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) 5);
        ByteBuf out = Unpooled.buffer(length + 8);
        assertEquals(2, Packets.write(out, 0, payload));
        EmbeddedChannel channel = new EmbeddedChannel(new PacketDecoder(length, true));
        assertTrue(channel.writeInbound(out));
        ByteBuf message = channel.readInbound();
        assertEquals(Packets.HEADER_BYTES + length, message.readableBytes());
        assertEquals(Packets.CONTINUED, Packets.payloadLength(message, 0));
        assertEquals(1, Packets.sequenceId(message, 0), "the answer goes on from the last packet");
        assertEquals(-1, message.forEachByte(Packets.HEADER_BYTES, length, one -> one == 5));
        message.release();
        assertNull(channel.readInbound());
        channel.finish();
    }

    @Test
    void dropsAHalfMessageWhenTheChannelCloses() {
        EmbeddedChannel channel = new EmbeddedChannel(new PacketDecoder(1 << 25, true));
        ByteBuf half = Unpooled.buffer().writeIntLE(Packets.CONTINUED).writeZero(Packets.CONTINUED);
        channel.writeInbound(half);
        channel.finish();
        assertEquals(0, half.refCnt());
    }

    @Test
    void newLimitHoldsForThePacketsToCome() {
        PacketDecoder decoder = new PacketDecoder(0);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        decoder.setMaxPayload(3);
        channel.writeInbound(Unpooled.copiedBuffer(STREAM));
        expectStream(channel);
        assertThrows(IllegalArgumentException.class, () -> decoder.setMaxPayload(-1));
        assertThrows(IllegalArgumentException.class, () -> decoder.setMaxPayload((1 << 30) + 1));
    }

    @Test
    void passesOnWhatItHasNotCutWhenItLeaves() {
        EmbeddedChannel channel = new EmbeddedChannel(new PacketDecoder(100));
        channel.writeInbound(Unpooled.copiedBuffer(STREAM, 4, 3));
        assertNull(channel.readInbound());
        channel.pipeline().removeFirst();
        ByteBuf rest = channel.readInbound();
        assertEquals(3, rest.readableBytes());
        rest.release();
    }
}

package switchboard.mysql.protocol.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import switchboard.mysql.protocol.Command;
import switchboard.mysql.protocol.PacketTooLargeException;
import switchboard.mysql.protocol.Packets;

class CommandFramerTest {
    private static final int LIMIT = 1 << 26;

    private final CommandFramer framer = new CommandFramer(LIMIT);

    @Test
    void tellsTheCommandAsSoonAsItsByteIsThereAndTheEndWhenAllIs() {
        ByteBuf out = Unpooled.buffer();
        Packets.write(out, 0, new byte[]{Command.COM_QUERY, 'D', 'O', ' ', '1'});
        Packets.write(out, 0, new byte[]{Command.COM_PING});
        for (int length = 0; length <= out.readableBytes(); length++) {
            assertEquals(length >= 5, framer.read(out, 0, length));
            if (length >= 5) {
                assertEquals(Command.COM_QUERY, framer.command());
                assertEquals(5, framer.payloadLength());
                assertEquals(9, framer.frameLength());
                assertEquals(length >= 9, framer.whole());
            }
        }
        assertTrue(framer.read(out, 9, 5));
        assertEquals(Command.COM_PING, framer.command());
    }

    @Test
    void packetsOfSixteenMegabytesAreOneCommand() {
        ByteBuf out = Unpooled.buffer();
        Packets.write(out, 0, new byte[Packets.CONTINUED + 5]);
        assertTrue(framer.read(out, 0, out.readableBytes()));
        assertTrue(framer.whole());
        assertEquals(Packets.CONTINUED + 5, framer.payloadLength());
        assertEquals(Packets.CONTINUED + 13, framer.frameLength());
        assertEquals(1, framer.sequenceId());
        assertTrue(framer.read(out, 0, Packets.CONTINUED + 4));
        assertFalse(framer.whole(), "the second header is missing");
        assertTrue(framer.read(out, 0, Packets.CONTINUED + 8));
        assertFalse(framer.whole(), "the second payload is missing");
    }

    @Test
    void emptyPacketIsWholeAndHasNoCommand() {
        assertTrue(framer.read(Unpooled.buffer().writeIntLE(0), 0, 4));
        assertTrue(framer.whole());
        assertEquals(-1, framer.command());
    }

    @Test
    void refusesByItsHeadersWhatIsLongerThanTheLimit() {
        CommandFramer small = new CommandFramer(10);
        assertFalse(small.read(Unpooled.buffer().writeIntLE(10), 0, 4));
        assertThrows(PacketTooLargeException.class, () -> small.read(Unpooled.buffer().writeIntLE(11), 0, 4));
        small.setMaxPayload(11);
        assertFalse(small.read(Unpooled.buffer().writeIntLE(11), 0, 4));
    }
}

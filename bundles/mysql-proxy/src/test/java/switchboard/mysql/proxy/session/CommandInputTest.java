package switchboard.mysql.proxy.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandInputTest {
    private final CommandInput input = new CommandInput(UnpooledByteBufAllocator.DEFAULT);

    @AfterEach
    void release() {
        input.release();
    }

    @Test
    void aCommandOfOneReadIsThatBufferUncopied() throws Exception {
        ByteBuf read = packet(20, 0);
        input.add(read);
        ByteBuf command = input.next(1000);
        assertSame(read, command);
        command.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 7, 24})
    void cutsCommandsWhereverTheReadsWereCut(int pieces) throws Exception {
        ByteBuf two = Unpooled.wrappedBuffer(packet(20, 0), packet(30, 0));
        int found = 0;
        while (two.isReadable()) {
            input.add(two.readRetainedSlice(Math.min(pieces, two.readableBytes())));
            for (ByteBuf command = input.next(1000); command != null; command = input.next(1000)) {
                assertEquals(found++ == 0 ? 24 : 34, command.readableBytes());
                command.release();
            }
        }
        two.release();
        assertEquals(2, found);
        assertEquals(0, input.pendingBytes());
    }

    @Test
    void refusesTooLongCommandByItsHeaderAlone() throws Exception {
        input.add(packet(1000, 0));
        ByteBuf atLimit = input.next(1000);
        assertNotNull(atLimit);
        atLimit.release();
        input.add(Unpooled.buffer().writeMediumLE(1001).writeByte(0));
        assertThrows(CommandInput.CommandTooLargeException.class, () -> input.next(1000));
    }

    @Test
    void joinsThePacketsOfACommandOf16MegabytesAndMore() throws Exception {
        ByteBuf long1 = packet(0xFFFFFF, 0);
        input.add(long1.readRetainedSlice(1_000_000));
        input.add(long1);
        assertNull(input.next(64 << 20));
        input.add(packet(10, 1));
        ByteBuf command = input.next(64 << 20);
        assertEquals(4 + 0xFFFFFF + 4 + 10, command.readableBytes());
        command.release();
    }

    @Test
    void theLimitCountsAllPacketsOfACommand() {
        input.add(packet(0xFFFFFF, 0));
        input.add(packet(10, 1));
        assertThrows(CommandInput.CommandTooLargeException.class, () -> input.next(0xFFFFFF + 9));
    }

    @Test
    void commandsThatWereTakenAreNotKeptWhileBytesComeWithoutAPause() throws Exception {
        UnpooledByteBufAllocator counting = new UnpooledByteBufAllocator(false);
        CommandInput endless = new CommandInput(counting);
        ByteBuf command = packet(60_000, 0);
        endless.add(counting.heapBuffer().writeBytes(command, 0, 100));
        for (int i = 0; i < 1000; i++) { // each read ends 100 bytes behind the beginning of a command
            ByteBuf read = counting.heapBuffer(command.readableBytes());
            endless.add(read.writeBytes(command, 100, command.readableBytes() - 100).writeBytes(command, 0, 100));
            endless.next(100_000).release();
            long used = counting.metric().usedHeapMemory();
            assertTrue(used < 1 << 20, () -> used + " bytes are kept");
        }
        endless.release();
        command.release();
        assertEquals(0, counting.metric().usedHeapMemory());
    }

    private static ByteBuf packet(int length, int sequenceId) {
        return Unpooled.buffer(4 + length).writeMediumLE(length).writeByte(sequenceId).writeZero(length);
    }
}
